using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Training.Storing;

/// <summary>
/// What a sweep has done so far of one listener's networks, in <c>state/</c>: one JSON file for a network that is through, one a fold
/// and checkpoints of what is under way. Each carries the hash of config and data it belongs to. What is damaged, or another's, counts
/// as not there, because it can be trained again.
/// </summary>
/// <param name="blobs">The study's blobs.</param>
/// <param name="fingerprint">Hash of config and data.</param>
internal sealed class SweepState(IBlobStore blobs, string fingerprint)
{
    private const string WeightsPrefix = "", SquaresPrefix = "squares.", MeansPrefix = "means.";

    private const string MemberMark = "_member_";

    private const string ProgressNote = "progress", ChecksumNote = "sha256";

    public NetworkOutcome? FindNetwork(NetworkKey key) => Find<NetworkOutcome>(key.OutcomeFile, Name(key));

    public void Save(NetworkKey key, NetworkOutcome outcome)
    {
        blobs.Write(key.OutcomeFile, StoredOutcome.Of(fingerprint, Name(key), outcome).Write);
        foreach (var fold in blobs.List(FoldFolder(key)))
            blobs.Delete(fold);
    }

    public FoldOutcome? FindFold(NetworkKey key, FoldKey fold) => Find<FoldOutcome>(FoldPath(key, fold), Name(key, fold));

    public void Save(NetworkKey key, FoldOutcome outcome)
    {
        blobs.Write(FoldPath(key, outcome.Key), StoredOutcome.Of(fingerprint, Name(key, outcome.Key), outcome).Write);
        DropCheckpoints(key, outcome.Key);
    }

    /// <summary>Deletes the checkpoints of all members of a fold.</summary>
    public void DropCheckpoints(NetworkKey key, FoldKey fold)
    {
        blobs.Delete(CheckpointPath(key, fold, member: 0));
        foreach (var path in blobs.List(FoldFolder(key)).Where(
            path => path.StartsWith($"state/{Name(key, fold)}{MemberMark}", StringComparison.Ordinal)))
            blobs.Delete(path);
    }

    /// <summary>Keeps the whole state of a member under way or through, and its curve so far.</summary>
    public void Save(
        NetworkKey key, FoldKey fold, int member, NetworkSpec spec, TrainingState<float> state, IReadOnlyList<CurvePoint> curve)
    {
        var tensors = NetworkTensors.Split(spec, state.Weights, WeightsPrefix).ToList();
        if (!state.Squares.IsEmpty)
            tensors.AddRange(NetworkTensors.Split(spec, state.Squares, SquaresPrefix));
        if (!state.Means.IsEmpty)
            tensors.AddRange(NetworkTensors.Split(spec, state.Means, MeansPrefix));
        var progress = JsonSerializer.Serialize(new Progress(state.Epoch, state.Rng, state.OptimizerSteps, curve), StoredJson.State);
        var checksum = Checksum(Name(key, fold, member), progress, state.Weights, state.Squares, state.Means);
        var metadata = new Dictionary<string, string> { [ProgressNote] = progress, [ChecksumNote] = checksum };
        blobs.Write(CheckpointPath(key, fold, member), stream => Safetensors.Write(stream, tensors, metadata));
    }

    /// <summary>The last checkpoint of a member, or null; a damaged one, or another run's, counts as none.</summary>
    public (TrainingState<float> State, IReadOnlyList<CurvePoint> Curve)? FindCheckpoint(
        NetworkKey key, FoldKey fold, int member, NetworkSpec spec)
    {
        var path = CheckpointPath(key, fold, member);
        if (!blobs.Exists(path))
            return null;
        try
        {
            using var stream = blobs.OpenRead(path);
            var tensors = Safetensors.Read(stream, out var metadata);
            var (weights, squares, means) = (NetworkTensors.Join(spec, tensors, WeightsPrefix), Slot(SquaresPrefix), Slot(MeansPrefix));
            if (metadata[ChecksumNote] != Checksum(Name(key, fold, member), metadata[ProgressNote], weights, squares, means))
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
            blobs.Delete(path);
            return null;
        }
    }

    /// <summary>The outcome, or null; a damaged one counts as none and is deleted.</summary>
    private T? Find<T>(string path, string name) where T : class
    {
        if (!blobs.Exists(path))
            return null;
        try
        {
            var stored = StoredOutcome.Read<T>(blobs.ReadAllBytes(path), name);
            return stored.Sweep == fingerprint
                ? stored.Outcome
                : throw new InvalidDataException($"The outcome of {name} is of other data.");
        }
        catch (InvalidDataException)
        {
            blobs.Delete(path);
            return null;
        }
    }

    private string Checksum(string name, string progress, params ReadOnlySpan<ReadOnlyMemory<float>> values)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{fingerprint}\n{name}\n{progress}"));
        foreach (var part in values)
            hash.AppendData(MemoryMarshal.AsBytes(part.Span));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string Name(NetworkKey key) => $"{key}";

    private static string Name(NetworkKey key, FoldKey fold) =>
        string.Create(CultureInfo.InvariantCulture, $"{key}/seed_{fold.Seed}_fold_{fold.Index}")
        + (fold.Part is { } part ? $"_{part}" : "");

    private static string FoldFolder(NetworkKey key) => $"state/{Name(key)}";

    private static string FoldPath(NetworkKey key, FoldKey fold) => $"state/{Name(key, fold)}.json";

    private static string Name(NetworkKey key, FoldKey fold, int member) => member == 0 ? Name(key, fold)
        : string.Create(CultureInfo.InvariantCulture, $"{Name(key, fold)}{MemberMark}{member}");

    private static string CheckpointPath(NetworkKey key, FoldKey fold, int member) => $"state/{Name(key, fold, member)}.safetensors";

    private sealed record Progress(int Epoch, RngState Rng, long OptimizerSteps, IReadOnlyList<CurvePoint> Curve);
}
