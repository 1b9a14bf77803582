using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;

namespace PlayCount.Faults;

/// <summary>An application on local servers, and experiments in it that are disturbed. It may be another AppHost after each kill.</summary>
/// <param name="start">Starts an AppHost on the same data.</param>
internal sealed class Trial(Func<LocalApplication> start) : IAsyncDisposable
{
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    public LocalApplication Application { get; private set; } = start();

    public StoredRows Rows => new(Application);

    public History History => new(Rows);

    /// <summary>Waits until the AppHost has all it started ready, and cancels the first experiment, which is its own.</summary>
    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        var first = (await Application.LineAsync(Printed.Experiment(), cancellationToken)).Groups[1].Value;
        await TryAsync(experiments => experiments.CancelAsync(
            new CancelRequest { ExperimentId = first }, deadline: Deadline, cancellationToken: cancellationToken).ResponseAsync,
            cancellationToken);
        await History.BeginAsync(cancellationToken);
    }

    /// <summary>Has the AppHost end as a power cut would, and another one take its place.</summary>
    /// <returns>What was left of it: processes and ports; nothing is right.</returns>
    public async Task<string> RestartAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await Application.KillAsync(cancellationToken);
        var left = await Application.LeftAsync(patience, cancellationToken);
        await Application.DisposeAsync();
        Application = start();
        await ReadyAsync(cancellationToken);
        return left;
    }

    /// <summary>Begins an experiment.</summary>
    public Task BeginAsync(string id, Settings settings, CancellationToken cancellationToken) => TryAsync(
        experiments => experiments.StartAsync(
            new StartRequest { ExperimentId = id, Settings = settings }, deadline: Deadline, cancellationToken: cancellationToken)
            .ResponseAsync,
        cancellationToken);

    /// <summary>How it is.</summary>
    public async Task<Experiment> GetAsync(string id, CancellationToken cancellationToken) => (await TryAsync(
        experiments => experiments.GetAsync(
            new GetRequest { ExperimentId = id }, deadline: Deadline, cancellationToken: cancellationToken).ResponseAsync,
        cancellationToken)).Experiment;

    /// <summary>Waits until it no longer runs, and its blobs have been looked for once more.</summary>
    public async Task<Experiment> EndAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var now = await GetAsync(id, cancellationToken);
            if (now.State != Experiment.Types.State.Running && await IsCheckedAsync(id, cancellationToken))
                return now;
            await Task.Delay(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>How often it was begun anew because blobs were gone.</summary>
    public async Task<long> LossesAsync(string id, CancellationToken cancellationToken) => (await Rows.QueryAsync<long>(
        "SELECT CAST(losses AS SIGNED) FROM experiments WHERE experiment_id = @id", new { id }, cancellationToken)).Single();

    /// <summary>What is wrong with an experiment that has ended: its state, its files, its history. Nothing is right.</summary>
    /// <param name="id">The experiment.</param>
    /// <param name="expected">Folder of the results of an undisturbed run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<string>> WrongAsync(string id, string expected, CancellationToken cancellationToken)
    {
        var end = await GetAsync(id, cancellationToken);
        var copy = Directory.CreateTempSubdirectory("playcount-faults-");
        try
        {
            await new StoredBlobs(Application).DownloadAsync(id, copy.FullName, cancellationToken);
            var asked = await Rows.QueryAsync<Work>(
                """
                SELECT CONCAT(experiment_id, '/', work) AS JobKey, answer IS NOT NULL AS IsAnswered
                FROM experiment_work WHERE experiment_id = @id
                """,
                new { id }, cancellationToken);
            return
            [
                .. end.State == Experiment.Types.State.Done ? Array.Empty<string>() : [$"{id} is {end.State}: {end.Failure}"],
                .. SameFiles.Differences(expected, copy.FullName),
                .. HistoryCheck.Offences(
                    await History.ReadAsync(id, cancellationToken), asked.ToDictionary(work => work.JobKey, work => work.IsAnswered)),
            ];
        }
        finally
        {
            copy.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => Application.DisposeAsync();

    private async Task<bool> IsCheckedAsync(string id, CancellationToken cancellationToken) => (await Rows.QueryAsync<long>(
        "SELECT CAST(state <> 'running' AND is_checked AS SIGNED) FROM experiments WHERE experiment_id = @id", new { id },
        cancellationToken)).Single() == 1;

    private static DateTime Deadline => DateTime.UtcNow + CallLimit;

    /// <summary>Calls again while the servers behind the service are away.</summary>
    private async Task<T> TryAsync<T>(
        Func<Contracts.V1.Experiments.ExperimentsClient, Task<T>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            using var channel = GrpcChannel.ForAddress(Application.Endpoint("experiments", "grpc"));
            try
            {
                return await call(new(channel));
            }
            catch (RpcException e) when (e.StatusCode is StatusCode.Unavailable or StatusCode.DeadlineExceeded or StatusCode.Internal)
            {
                await Task.Delay(BetweenLooks, cancellationToken);
            }
        }
    }

    private sealed record Work
    {
        public required string JobKey { get; init; }

        public required bool IsAnswered { get; init; }
    }
}
