using System.Security.Cryptography;
using System.Text.Json.Nodes;
using PlayCount.Audio;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Inference;

/// <summary>A folder of models, as a run or experiments leave it; gone after the test.</summary>
internal sealed class ModelFolder : IDisposable
{
    /// <summary>Samples of a clip where the clips are the network's inputs.</summary>
    public const int ClipSamples = 64;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-inference-");

    public string Path => _folder.FullName;

    public FolderBlobs Blobs => new(Path);

    public string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    /// <summary>Writes a network whose weights are drawn from the seed, with its card.</summary>
    /// <returns>The weights' path without its ending.</returns>
    public string Write(string modelId = "user_1/1x2", MadeModel? model = null, Action<JsonObject>? changeCard = null)
    {
        var made = model ?? new MadeModel();
        var parts = modelId.Split('/');
        var key = parts[^1].Split('x');
        var card = made.Card(int.Parse(parts[^2]["user_".Length..]), int.Parse(key[0]), int.Parse(key[1]));
        var path = In([.. parts[..^2], "models", parts[^2], parts[^1]]);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        using (var weights = File.Create(path + ".safetensors"))
            Safetensors.Write(weights, made.Tensors(card), new Dictionary<string, string>());
        var json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(card, StoredJson.State))!.AsObject();
        json["weightsSha256"] = Sha256(path + ".safetensors");
        changeCard?.Invoke(json);
        File.WriteAllText(path + ".json", json.ToJsonString());
        return path;
    }

    /// <summary>Writes a song's clips, which are the inputs of a model of front end raw.</summary>
    public float[] WriteClips(string song, int clips, int clipSamples = ClipSamples, string experiment = "")
    {
        var rng = new Rng((ulong)song.Sum(c => c) + (ulong)clips);
        var values = Enumerable.Range(0, clips * clipSamples).Select(_ => (float)Math.Tanh(rng.NextGaussian())).ToArray();
        var blobs = experiment.Length == 0 ? Blobs : ((IBlobStore)Blobs).Below(experiment);
        blobs.Write(ClipFiles.Clips(SongId.Parse(song)), stream => Npy.Write(stream, values, clips, clipSamples));
        return values;
    }

    public static string Sha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>A network to be written, front end raw unless another is named.</summary>
internal sealed record MadeModel(
    string User = "ann",
    double? R2 = 0.25,
    SplitKind Split = SplitKind.Sound,
    ulong Seed = 5,
    int Units = 4,
    string FrontEnd = FrontEnds.Raw,
    int ClipSamples = ModelFolder.ClipSamples,
    int Songs = 12,
    PairedDifference? AgainstConstant = null,
    ListenerSkill? Skill = null,
    int Members = 1,
    int Encoder = 0)
{
    public static FittedScaling Scaling { get; } = new(TargetScaling.Robust, Centre: 30, Spread: 8);

    public ModelCard Card(int rank, int layers, int steps)
    {
        var frontEnd = FrontEnds.Create(FrontEnd, ClipSamples);
        var network = new NetworkSpec(
            Encoder > 0 ? Encoder : frontEnd.ValuesPerClip, [.. Enumerable.Repeat(new LstmSpec(Units), layers)], [new DenseSpec(1)]);
        return new ModelCard(
            ModelCard.CurrentFormat,
            rank,
            User,
            steps,
            network,
            new FrontEndCard(FrontEnd, ClipSamples, ClipCutter.SampleRateHz, frontEnd.Standardized),
            frontEnd.Standardized ? new InputScaling(Filled(frontEnd, -40), Filled(frontEnd, 12)) : null,
            Scaling,
            new TrainedOn(Songs, 24, "0a"),
            new SweepOptions
            {
                Networks = [new NetworkLayers(network.Lstm, network.Dense)],
                Steps = [steps],
                Split = Split,
                Members = Members,
                Encoder = Encoder,
            },
            new NetworkResult(rank, layers, steps, NetworkStatus.Improved, 20, 4, Songs, 1.5, 1.2, 1.1, 3, 1.2, R2, AgainstConstant, null,
                null),
            WeightsSha256: "",
            Skill,
            Encoder > 0 ? new EncoderSpec(frontEnd.ValuesPerClip, Encoder) : null);
    }

    public IReadOnlyList<Tensor> Tensors(ModelCard card) =>
    [
        .. Enumerable.Range(0, Members).SelectMany(member =>
            NetworkTensors.Split(card.Network, Weights(card.Network, member), Ensemble.Prefix(member))),
        .. card.Encoder is { } encoder ? NetworkTensors.Split(encoder, Weights(encoder)) : [],
    ];

    private ReadOnlyMemory<float> Weights(NetworkSpec spec, int member)
    {
        var network = new Network<float>(spec);
        network.Initialize(new Rng(Seed + (ulong)member));
        return network.WeightMemory;
    }

    private float[] Weights(EncoderSpec spec)
    {
        var rng = new Rng(Seed);
        return [.. Enumerable.Range(0, (int)spec.ParameterCount).Select(_ => (float)rng.NextGaussian())];
    }

    private static double[] Filled(IFrontEnd frontEnd, double value) => [.. Enumerable.Repeat(value, frontEnd.ValuesPerClip)];
}
