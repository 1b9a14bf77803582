using System.Security.Cryptography;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Storing;

/// <summary>What stands beside a model's weights: all that is needed to use it, and how good it is.</summary>
/// <param name="Format">Name and version of this card.</param>
/// <param name="User">Rank of the listener.</param>
/// <param name="UserId">The listener.</param>
/// <param name="Steps">Clips of a sample.</param>
/// <param name="Network">Layers and sizes.</param>
/// <param name="FrontEnd">What turns a clip into the network's input.</param>
/// <param name="InputScaling">Standardization of the inputs, or null where the front end wants none.</param>
/// <param name="TargetScaling">What turns the estimate into plays.</param>
/// <param name="TrainedOn">What the weights were fitted on.</param>
/// <param name="Training">How: the sweep's options.</param>
/// <param name="Scores">Held-out scores of this network; under <c>sound</c> those of its folds.</param>
/// <param name="WeightsSha256">Of the .safetensors file.</param>
public sealed record ModelCard(
    string Format,
    int User,
    string UserId,
    int Steps,
    NetworkSpec Network,
    FrontEndCard FrontEnd,
    InputScaling? InputScaling,
    FittedScaling TargetScaling,
    TrainedOn TrainedOn,
    SweepOptions Training,
    NetworkResult Scores,
    string WeightsSha256)
{
    /// <summary>The format this version writes.</summary>
    public const string CurrentFormat = "playcount-model/1";

    /// <summary>Whether the scores come from a split that has clips of one song on both sides.</summary>
    public bool Leaky => Splitter.IsLeaky(Training.Split);
}

/// <summary>What a model's weights were fitted on.</summary>
/// <param name="Songs">Number of songs.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="DataSha256">Over all the listener's song ids, plays and input vectors.</param>
public sealed record TrainedOn(int Songs, int Samples, string DataSha256);

/// <summary>The models of a run: <c>models/user_1/2x18.safetensors</c>, and a card of the same name.</summary>
internal sealed class ModelStore(string outFolder)
{
    private readonly string _folder = Path.Combine(outFolder, "models");

    /// <summary>Whether the model is there: weights, and to the byte the card that <see cref="SaveCard"/> would write for them.</summary>
    public bool Has(NetworkKey key, ModelCard card)
    {
        if (!File.Exists(CardPath(key)) || !File.Exists(WeightsPath(key)))
            return false;
        using var expected = new MemoryStream();
        TrainingJson.Write(expected, WithChecksum(key, card), TrainingJson.Readable);
        return File.ReadAllBytes(CardPath(key)).AsSpan().SequenceEqual(expected.GetBuffer().AsSpan(0, (int)expected.Length));
    }

    public void Clear()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    public void Delete(NetworkKey key)
    {
        if (!Directory.Exists(Path.GetDirectoryName(CardPath(key))))
            return;
        File.Delete(CardPath(key));
        File.Delete(WeightsPath(key));
    }

    public void SaveWeights(NetworkKey key, Network<float> network) =>
        AtomicFile.Write(WeightsPath(key), stream => Safetensors.Write(
            stream, NetworkTensors.Split(network.Spec, network.WeightMemory), new Dictionary<string, string>()));

    /// <summary>Writes the card, whose checksum is filled in here.</summary>
    public void SaveCard(NetworkKey key, ModelCard card) => TrainingJson.Write(CardPath(key), WithChecksum(key, card));

    private ModelCard WithChecksum(NetworkKey key, ModelCard card)
    {
        using var weights = File.OpenRead(WeightsPath(key));
        return card with { WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(weights)) };
    }

    private string WeightsPath(NetworkKey key) => Path.Combine(_folder, $"{key}.safetensors");

    private string CardPath(NetworkKey key) => Path.Combine(_folder, $"{key}.json");
}
