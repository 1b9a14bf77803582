using System.Security.Cryptography;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Storing;

/// <summary>The models of a run: <c>models/user_1/2x18.safetensors</c>, and a card of the same name.</summary>
internal sealed class ModelStore(string outFolder)
{
    private readonly string _folder = Path.Combine(outFolder, "models");

    /// <summary>Whether the model is there: weights, and to the last byte the card that <see cref="SaveCard"/> would write for them.</summary>
    public bool Has(NetworkKey key, ModelCard card)
    {
        if (!File.Exists(CardPath(key)) || !File.Exists(WeightsPath(key)))
            return false;
        using var expected = new MemoryStream();
        StoredJson.Write(expected, WithChecksum(key, card), StoredJson.Readable);
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
        AtomicFile.Write(WeightsPath(key), stream => Safetensors.Write(stream, NetworkTensors.Split(network.Spec, network.WeightMemory), new Dictionary<string, string>()));

    /// <summary>Writes the card, whose checksum is filled in here.</summary>
    public void SaveCard(NetworkKey key, ModelCard card) => StoredJson.Write(CardPath(key), WithChecksum(key, card));

    private ModelCard WithChecksum(NetworkKey key, ModelCard card)
    {
        using var weights = File.OpenRead(WeightsPath(key));
        return card with { WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(weights)) };
    }

    private string WeightsPath(NetworkKey key) => Path.Combine(_folder, $"{key}.safetensors");

    private string CardPath(NetworkKey key) => Path.Combine(_folder, $"{key}.json");
}
