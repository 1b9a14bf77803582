using System.Collections.Concurrent;
using System.Diagnostics;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Where an owner's commands go in and its workers take them out.</summary>
internal sealed class JobQueue<TOwner>(TimeProvider time, ISqlStores stores) : IDisposable where TOwner : IJobOwner
{
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ConcurrentDictionary<string, (int Round, CancellationTokenSource Stop)> _running = [];

    public JobTable Table { get; } = new(TOwner.Name, stores.Open(TOwner.Name, JobTables.Migrations(TOwner.Name)), time);

    /// <summary>Stores a command and wakes a worker.</summary>
    public async Task AcceptAsync(IWork command, CancellationToken cancellationToken)
    {
        await Table.AcceptAsync(
            command, JobKind<TOwner>.NameOf(command.GetType()), JobKind<TOwner>.Write(command), Activity.Current?.Id, cancellationToken);
        Wake();
    }

    /// <summary>
    /// Cancels an experiment's jobs; those that run in this process are told at once, others find out with their next heartbeat.
    /// </summary>
    public async Task CancelAsync(CancelWork command, CancellationToken cancellationToken)
    {
        await Table.CancelAsync(command.ExperimentId, command.Round, cancellationToken);
        foreach (var (key, running) in _running)
        {
            if (running.Round <= command.Round && key.StartsWith(command.ExperimentId + "/", StringComparison.Ordinal))
                await running.Stop.CancelAsync();
        }
    }

    /// <summary>Waits for something to be there, or for a while.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _wake.WaitAsync(longest, cancellationToken);

    public void Wake() => _wake.Release();

    public void Began(Job job, CancellationTokenSource running) => _running[job.JobKey] = (job.Round, running);

    /// <summary>Forgets a run; another of the same job, begun because this one's lease was lost, stays.</summary>
    public void Ended(Job job, CancellationTokenSource running) =>
        _running.TryRemove(KeyValuePair.Create(job.JobKey, (job.Round, running)));

    public void Dispose() => _wake.Dispose();
}
