using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Training.Sweeping;

namespace PlayCount.Training.Storing;

/// <summary>Which network of which user: <c>user_1/2x18</c> is 2 layers, 18 steps.</summary>
internal readonly record struct NetworkKey(int User, int Layers, int Steps)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"user_{User}/{Layers}x{Steps}");
}

/// <summary>
/// What a sweep has done so far, in <c>state/</c>: one JSON file for a network that is through, one a fold, and checkpoints of
/// what is under way. Everything in it is of one config and one data set, whose hash is kept beside it and in every file. What is damaged
/// counts as not there, because it can be trained again.
/// </summary>
internal sealed class SweepState
{
    private const string WeightsPrefix = "", SquaresPrefix = "squares.", MeansPrefix = "means.";

    private const string ProgressNote = "progress", ChecksumNote = "sha256";

    private readonly string _folder;
    private readonly string _fingerprint;

    /// <summary>Opens the state of a sweep; what was left of another one is discarded once this one begins.</summary>
    /// <param name="outFolder">The run's folder.</param>
    /// <param name="fingerprint">Hash of config and data.</param>
    public SweepState(string outFolder, string fingerprint)
    {
        (_folder, _fingerprint) = (Path.Combine(outFolder, "state"), fingerprint);
        IsNew = !File.Exists(OwnerPath) || File.ReadAllText(OwnerPath).TrimEnd() != fingerprint;
    }

    /// <summary>Whether nothing of this sweep had been done before.</summary>
    public bool IsNew { get; }

    /// <summary>
    /// Makes the folder this sweep's own. What else another sweep left must be gone before: from here on it counts as this one's.
    /// </summary>
    public void Begin()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        AtomicFile.WriteText(OwnerPath, file => file.WriteLine(_fingerprint));
    }

    public NetworkOutcome? FindNetwork(NetworkKey key) => StateFile<NetworkOutcome>.Find(NetworkPath(key), _fingerprint, Name(key));

    public void Save(NetworkKey key, NetworkOutcome outcome)
    {
        StateFile<NetworkOutcome>.Write(NetworkPath(key), _fingerprint, Name(key), outcome);
        if (Directory.Exists(FoldFolder(key)))
            Directory.Delete(FoldFolder(key), recursive: true);
    }

    public FoldOutcome? FindFold(NetworkKey key, int fold) =>
        StateFile<FoldOutcome>.Find(FoldPath(key, fold), _fingerprint, Name(key, fold));

    public void Save(NetworkKey key, FoldOutcome outcome)
    {
        StateFile<FoldOutcome>.Write(FoldPath(key, outcome.Fold), _fingerprint, Name(key, outcome.Fold), outcome);
        DropCheckpoint(key, outcome.Fold);
    }

    public void DropCheckpoint(NetworkKey key, int fold)
    {
        if (Directory.Exists(FoldFolder(key)))
            File.Delete(CheckpointPath(key, fold));
    }

    /// <summary>Keeps the whole state of a run under way, and its curve so far.</summary>
    public void Save(NetworkKey key, int fold, NetworkSpec spec, TrainingState<float> state, IReadOnlyList<CurvePoint> curve)
    {
        var tensors = NetworkTensors.Split(spec, state.Weights, WeightsPrefix).ToList();
        if (!state.Squares.IsEmpty)
            tensors.AddRange(NetworkTensors.Split(spec, state.Squares, SquaresPrefix));
        if (!state.Means.IsEmpty)
            tensors.AddRange(NetworkTensors.Split(spec, state.Means, MeansPrefix));
        var progress = JsonSerializer.Serialize(new Progress(state.Epoch, state.Rng, state.OptimizerSteps, curve), StoredJson.State);
        var checksum = Checksum(Name(key, fold), progress, state.Weights, state.Squares, state.Means);
        var metadata = new Dictionary<string, string> { [ProgressNote] = progress, [ChecksumNote] = checksum };
        AtomicFile.Write(CheckpointPath(key, fold), stream => Safetensors.Write(stream, tensors, metadata));
    }

    /// <summary>The last checkpoint of a run, or null; a damaged one, or another run's, counts as none.</summary>
    public (TrainingState<float> State, IReadOnlyList<CurvePoint> Curve)? FindCheckpoint(NetworkKey key, int fold, NetworkSpec spec)
    {
        var path = CheckpointPath(key, fold);
        if (!File.Exists(path))
            return null;
        try
        {
            using var stream = File.OpenRead(path);
            var tensors = Safetensors.Read(stream, out var metadata);
            var (weights, squares, means) = (NetworkTensors.Join(spec, tensors, WeightsPrefix), Slot(SquaresPrefix), Slot(MeansPrefix));
            if (metadata[ChecksumNote] != Checksum(Name(key, fold), metadata[ProgressNote], weights, squares, means))
                throw new InvalidDataException("The checkpoint's checksum is another one.");
            var progress = JsonSerializer.Deserialize<Progress>(metadata[ProgressNote], StoredJson.State)!;
            var training = new TrainingState<float>(progress.Epoch, progress.Rng, progress.OptimizerSteps, weights, squares, means);
            return (training, progress.Curve);

            float[] Slot(string prefix) => tensors.Keys.Any(name => name.StartsWith(prefix, StringComparison.Ordinal))
                ? NetworkTensors.Join(spec, tensors, prefix)
                : [];
        }
        catch (Exception e) when (e is InvalidDataException or JsonException or KeyNotFoundException)
        {
            File.Delete(path);
            return null;
        }
    }

    private string Checksum(string name, string progress, params ReadOnlySpan<ReadOnlyMemory<float>> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{_fingerprint}\n{name}\n{progress}"));
        foreach (var part in values)
            hash.AppendData(MemoryMarshal.AsBytes(part.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private string OwnerPath => Path.Combine(_folder, "fingerprint");

    private static string Name(NetworkKey key) => $"{key}";

    private static string Name(NetworkKey key, int fold) => string.Create(CultureInfo.InvariantCulture, $"{key}/fold_{fold}");

    private string NetworkPath(NetworkKey key) => Path.Combine(_folder, $"{Name(key)}.json");

    private string FoldFolder(NetworkKey key) => Path.Combine(_folder, Name(key));

    private string FoldPath(NetworkKey key, int fold) => Path.Combine(_folder, $"{Name(key, fold)}.json");

    private string CheckpointPath(NetworkKey key, int fold) => Path.ChangeExtension(FoldPath(key, fold), ".safetensors");

    private sealed record Progress(int Epoch, RngState Rng, long OptimizerSteps, IReadOnlyList<CurvePoint> Curve);
}
