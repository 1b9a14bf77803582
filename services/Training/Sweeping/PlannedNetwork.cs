using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Loading;

namespace PlayCount.Training.Sweeping;

/// <summary>A network that is to be trained.</summary>
internal sealed record PlannedNetwork(NetworkKey Key, NetworkSpec Spec, IReadOnlyList<Fold> Folds)
{
    /// <summary>
    /// Networks of more weights are trained one after the other, each on all threads: their weights, gradients and running means take
    /// 12 bytes a weight. Smaller ones are trained side by side, one thread each.
    /// </summary>
    public const long LargeNetwork = 4_000_000;

    /// <summary>Raised when the same options begin to give other numbers, so that no sweep goes on from another version's state.</summary>
    private const int TrainingVersion = 3;

    /// <summary>A listener's networks, in the order of the options: networks, then steps.</summary>
    /// <exception cref="ArgumentException">Two of them have the same number of layers and steps.</exception>
    public static IReadOnlyList<PlannedNetwork> Of(SweepOptions options, UserData user)
    {
        if (options.Networks.Select(n => n.Lstm.Count).Distinct().Count() != options.Networks.Count
            || options.Steps.Distinct().Count() != options.Steps.Count)
            throw new ArgumentException("Two networks of the sweep have the same number of layers and steps; each must be asked for once.");
        return [.. from network in options.Networks
                   from steps in options.Steps
                   let folds = options.FoldsOf(user.Rank, user.ClipsPerSong, user.GroupOfSong, steps)
                   let inputs = options.InputsOf(user.Clips.Inputs)
                   select new PlannedNetwork(new NetworkKey(user.Rank, network.Lstm.Count, steps), network.For(inputs), folds)];
    }

    /// <summary>
    /// Hash of everything that a listener's outcomes depend on; of the processor that is whether products are rounded before they are
    /// added.
    /// </summary>
    public static string Fingerprint(SweepOptions options, FrontEndCard frontEnd, UserData user)
    {
        var parts = new
        {
            TrainingVersion,
            Options = options,
            FrontEnd = frontEnd,
            IsFused = InstructionSets.Current != InstructionSet.Vector128,
            user.Rank,
            user.User,
            user.Fingerprint,
            user.BaselineFingerprint,
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts, StoredJson.State)));
    }
}
