using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Kernels;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>
/// Trains every network of a sweep: per user, per network, per steps. What was done before it was stopped is not done again.
/// </summary>
public static class SweepRunner
{
    /// <summary>
    /// Networks of more weights are trained one after the other, each on all threads: their weights, gradients and running means take
    /// 12 bytes a weight. Smaller ones are trained side by side, one thread each.
    /// </summary>
    private const long LargeNetwork = 4_000_000;

    /// <summary>Raised when the same options begin to give other numbers, so that no sweep goes on from another version's state.</summary>
    private const int TrainingVersion = 1;

    /// <summary>Runs the sweep.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="progress">Told of epochs, over all folds and networks.</param>
    /// <param name="cancellationToken">Stops after an epoch; the same request goes on from there.</param>
    /// <returns>Every network's outcome, by user, then in the order of the options: networks, then steps.</returns>
    /// <exception cref="InvalidDataException">A feature file is damaged.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IReadOnlyList<NetworkOutcome> Run(
        SweepRequest request, IProgress<StageProgress>? progress, CancellationToken cancellationToken) =>
        Run(request, LargeNetwork, progress, cancellationToken);

    internal static IReadOnlyList<NetworkOutcome> Run(
        SweepRequest request, long largeNetwork, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var songs = request.Users.SelectMany(user => user.Songs).Select(song => song.Song).Distinct().Order();
        var library = SongLibrary.Load(songs, request.FeatureFiles, request.PooledFiles, cancellationToken);
        UserData[] users = [.. request.Users.Select(user => new UserData(user, library))];
        foreach (var owned in new[] { "models", "state" })
            UnfinishedFiles.Clear(Path.Combine(request.OutFolder, owned), withSubfolders: true);
        var state = new SweepState(request.OutFolder, Fingerprint(request, users));
        var models = new ModelStore(request.OutFolder);
        if (state.IsNew)
        {
            models.Clear();
            state.Begin();
        }

        var plan = Plan(request, users);
        var large = plan.Any(network => network.Spec.ParameterCount > largeNetwork);
        var epochs = SweepSize.Of(request.Options, plan.Select(network => (network.Key.User, network.Folds.Count))).TotalEpochs;
        var context = new SweepContext(request.Options, request.FrontEnd, state, models, large, request.Threads, epochs, progress);
        var baselines = users.ToDictionary(user => user.Rank, user => new FoldBaselines(user, request.Options));
        NetworkTraining[] networks = [.. plan.Select(p =>
            new NetworkTraining(p.Key, p.Spec, p.User, p.Folds, baselines[p.User.Rank], context))];

        var outcomes = new NetworkOutcome[networks.Length];
        ForEach(networks.Length, context.Degree, i => outcomes[i] = networks[i].Run(cancellationToken), cancellationToken);
        int[] kept = [.. Kept(request.Options.Keep, outcomes)];
        foreach (var dropped in networks.Select(network => network.Key).Except(kept.Select(i => networks[i].Key)))
            models.Delete(dropped);
        ForEach(
            kept.Length,
            context.Degree,
            i => outcomes[kept[i]] = networks[kept[i]].KeepModel(outcomes[kept[i]], cancellationToken),
            cancellationToken);
        return outcomes;
    }

    private static List<Planned> Plan(SweepRequest request, UserData[] users)
    {
        var options = request.Options;
        if (options.Networks.Select(n => n.Lstm.Count).Distinct().Count() != options.Networks.Count
            || options.Steps.Distinct().Count() != options.Steps.Count)
            throw new ArgumentException("Two networks of the sweep have the same number of layers and steps; each must be asked for once.");
        return [.. from user in users
                   from network in options.Networks
                   from steps in options.Steps
                   let folds = Splitter.Split(options.Split, user.ClipsPerSong, steps, options.Folds, options.Seed, user.Rank)
                   select new Planned(new NetworkKey(user.Rank, network.Lstm.Count, steps), network.For(user.Clips.Inputs), user, folds)];
    }

    /// <summary>Places of the networks that become models.</summary>
    private static IEnumerable<int> Kept(KeptModels keep, NetworkOutcome[] outcomes)
    {
        var scored = Enumerable.Range(0, outcomes.Length).Where(i => outcomes[i].Result.ScoredMse is not null);
        return keep == KeptModels.All ? scored : scored.GroupBy(i => outcomes[i].Result.User).Select(user => user
            .OrderByDescending(i => outcomes[i].Result.R2 ?? double.NegativeInfinity)
            .ThenBy(i => outcomes[i].Result.Layers).ThenBy(i => outcomes[i].Result.Steps).First());
    }

    /// <summary>Runs the body for 0 to count - 1, several at a time; the first failure is thrown as it is.</summary>
    private static void ForEach(int count, int degree, Action<int> body, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = degree, CancellationToken = cancellationToken };
        var oneByOne = Partitioner.Create(Enumerable.Range(0, count), EnumerablePartitionerOptions.NoBuffering);
        try
        {
            Parallel.ForEach(oneByOne, options, body);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>
    /// Hash of everything that the outcomes depend on; of the processor that is whether products are rounded before they are added.
    /// </summary>
    private static string Fingerprint(SweepRequest request, UserData[] users)
    {
        var parts = new
        {
            TrainingVersion,
            request.Options,
            request.FrontEnd,
            IsFused = InstructionSets.Current != InstructionSet.Vector128,
            Users = users.Select(user => new { user.Rank, user.User, user.Fingerprint, user.PooledFingerprint }),
        };
        return Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts, StoredJson.State)));
    }

    private sealed record Planned(NetworkKey Key, NetworkSpec Spec, UserData User, IReadOnlyList<Fold> Folds);
}
