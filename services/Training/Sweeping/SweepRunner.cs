using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>
/// Trains every network of a sweep: per user, per network, per steps. What was done before it was stopped is not done again.
/// </summary>
public static class SweepRunner
{
    /// <summary>Runs the sweep.</summary>
    /// <param name="request">What to train.</param>
    /// <param name="progress">Told of epochs, over all folds and networks.</param>
    /// <param name="cancellationToken">Stops after an epoch; the same request goes on from there.</param>
    /// <returns>Every network's outcome, by user, then in the order of the options: networks, then steps.</returns>
    /// <exception cref="InvalidDataException">A feature file is damaged.</exception>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static IReadOnlyList<NetworkOutcome> Run(
        SweepRequest request, IProgress<StageProgress>? progress, CancellationToken cancellationToken) =>
        Run(request, PlannedNetwork.LargeNetwork, progress, cancellationToken);

    internal static IReadOnlyList<NetworkOutcome> Run(
        SweepRequest request, long largeNetwork, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var songs = request.Users.SelectMany(user => user.Songs).Select(song => song.Song).Distinct().Order();
        var library = SongLibrary.Load(request.Blobs, songs, request.FrontEnd.Name, cancellationToken);
        var plays = PlaysOfAll.Of(request.Users.SelectMany(user => user.Songs));
        UserNetworks[] users = [.. request.Users.Select(user =>
            new UserNetworks(new UserData(user, library, plays), request.Options, request.FrontEnd, request.Blobs))];
        var plan = users.SelectMany(user => user.Plan).ToArray();
        var large = plan.Any(network => network.Spec.ParameterCount > largeNetwork);
        var epochs = SweepSize.Of(request.Options, plan.Select(network => (network.Key.User, network.Folds))).TotalEpochs;
        var models = new ModelStore(request.Blobs);
        var context = new SweepContext(
            request.Options, request.FrontEnd, models, large, request.Threads, epochs, progress, engines: request.Engines);
        NetworkTraining[] networks = [.. users.SelectMany(user => user.Plan.Select(network => user.Training(network, context)))];

        FoldGroups.Train(networks, context, cancellationToken);
        var outcomes = new NetworkOutcome[networks.Length];
        ForEach(networks.Length, context.Degree, i => outcomes[i] = networks[i].Run(cancellationToken), cancellationToken);
        var evaluation = StudyEvaluation.Of(request.Options, outcomes);
        request.Blobs.Write(StudyEvaluation.FileName, evaluation.Write);
        int[] kept = [.. request.Options.Keep.Of(outcomes.Select(outcome => outcome.Result))];
        foreach (var dropped in networks.Select(network => network.Key).Except(kept.Select(i => networks[i].Key)))
            models.Delete(dropped);
        ForEach(
            kept.Length,
            context.Degree,
            i => outcomes[kept[i]] = networks[kept[i]].KeepModel(outcomes[kept[i]], evaluation, cancellationToken),
            cancellationToken);
        return outcomes;
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
}
