using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Works on an owner's jobs, several at a time: lease, run under a heartbeat, write the answer down, publish it.</summary>
internal sealed class JobWorker<TOwner>(
    JobQueue<TOwner> queue,
    IEnumerable<JobKind<TOwner>> kinds,
    IServiceProvider services,
    IBus bus,
    IOptions<JobOptions> options,
    JobTelemetry telemetry,
    IHostApplicationLifetime lifetime,
    ILogger<JobWorker<TOwner>> log) : BackgroundService
    where TOwner : IJobOwner
{
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, JobKind<TOwner>> _kinds = kinds.ToDictionary(kind => kind.Name);
    private readonly TimeSpan _lease = TimeSpan.FromSeconds(options.Value.LeaseSeconds);
    private readonly TimeSpan _poll = TimeSpan.FromSeconds(options.Value.PollSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Until the host has started, the bus may have no readers yet, and an answer would go to nobody.
        using var begun = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStarted, stoppingToken);
        await Task.Delay(Timeout.Infinite, begun.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var degree = options.Value.Degree > 0 ? options.Value.Degree : Environment.ProcessorCount;
        await Task.WhenAll([
            KeepOnAsync(
                RepublishAsync, () => Task.Delay(TimeSpan.FromSeconds(options.Value.RepublishSeconds), stoppingToken), stoppingToken),
            .. Enumerable.Range(0, degree).Select(_ => KeepOnAsync(WorkAsync, () => queue.WaitAsync(_poll, stoppingToken), stoppingToken)),
        ]);
    }

    /// <summary>Does something until it finds nothing to do, then waits; a store that cannot be reached is tried again.</summary>
    private async Task KeepOnAsync(Func<CancellationToken, Task<bool>> step, Func<Task> pause, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            var isIdle = true;
            try
            {
                isIdle = !await step(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.JobLoopFailed(log, TOwner.Name, e);
            }

            if (isIdle)
                await pause().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<bool> WorkAsync(CancellationToken stopping)
    {
        var table = queue.Table;
        if (await table.LeaseAsync(_lease, stopping) is not { } job)
            return false;
        using var activity = telemetry.Begin(TOwner.Name, job);
        using var running = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        queue.Began(job, running);
        try
        {
            await RunAsync(table, job, running, stopping);
        }
        finally
        {
            queue.Ended(job, running);
        }

        return true;
    }

    private async Task RunAsync(JobTable table, Job job, CancellationTokenSource running, CancellationToken stopping)
    {
        var begun = telemetry.Timestamp();
        await using var scope = services.CreateAsyncScope();
        using var beating = new CancellationTokenSource();
        var note = scope.ServiceProvider.GetRequiredService<JobNote>();
        var heart = BeatAsync(table, job, note, running, beating.Token);
        IWork? answer = null;
        Exception? failure = null;
        try
        {
            if (job.Takeovers > options.Value.MaxTakeovers)
            {
                throw new InvalidDataException(
                    $"Its worker fell silent {job.Takeovers} times in the middle of it; at most Jobs:MaxTakeovers, "
                    + $"{options.Value.MaxTakeovers}, are right. See the logs of its workers for why they ended, then resume.");
            }

            answer = await Task.Run(() => _kinds[job.Kind].RunAsync(scope.ServiceProvider, job.Command, running.Token), running.Token);
        }
        catch (Exception e)
        {
            failure = e;
        }

        await beating.CancelAsync();
        await heart;
        job = job with { Note = note.Take() };
        var outcome = await EndAsync(table, job, answer, failure, running.IsCancellationRequested, stopping.IsCancellationRequested);
        telemetry.Ended(TOwner.Name, job, outcome, begun);
        if (outcome is JobOutcome.Done or JobOutcome.Failed)
            await PublishAsync(table, TimeSpan.Zero, job.JobKey, CancellationToken.None);
    }

    /// <summary>What was worked out is written down even while the process ends: then nobody does it again.</summary>
    private async Task<JobOutcome> EndAsync(
        JobTable table, Job job, IWork? answer, Exception? failure, bool isStopped, bool isEnding)
    {
        // Also where the process ends: the next one is not to begin it earlier.
        if (failure is JobParkedException parked && await table.ParkAsync(job, parked.NotBefore, CancellationToken.None) > 0)
        {
            Log.JobParked(log, TOwner.Name, job.JobKey, parked.NotBefore, JobFailure.Text(failure));
            return JobOutcome.Parked;
        }

        if (failure is JobParkedException || (failure is not null && isStopped))
        {
            // Put back where the process ends; a cancelled or lost job is no longer this worker's, and nothing is put back.
            await table.PutBackAsync(job, CancellationToken.None);
            return isEnding ? JobOutcome.Released : JobOutcome.Stopped;
        }

        if (failure is not null && JobFailure.IsTransient(failure) && job.Failures + 1 < options.Value.MaxAttempts)
        {
            Log.JobPutBack(log, TOwner.Name, job.JobKey, job.Attempts, JobFailure.Text(failure));
            await table.PutBackFailedAsync(job, JobFailure.Wait(job.Failures + 1), CancellationToken.None);
            return JobOutcome.Retried;
        }

        if (failure is not null)
            Log.JobFailed(log, TOwner.Name, job.JobKey, failure);
        answer ??= new WorkFailed
        {
            ExperimentId = job.ExperimentId,
            Round = job.Round,
            Work = job.Work,
            Reason = JobFailure.Text(failure!),
            IsBlobMissing = failure is MissingBlobException ? true : null,
        };
        var isOurs = await table.EndAsync(
            job with { TraceParent = Activity.Current?.Id ?? job.TraceParent },
            failure is null,
            JobKind<TOwner>.NameOf(answer.GetType()),
            JobKind<TOwner>.Write(answer),
            CancellationToken.None);
        if (failure is not null && !isOurs)
            await table.PutBackAsync(job, CancellationToken.None); // it was asked for again in a later round
        return !isOurs ? JobOutcome.Lost : failure is null ? JobOutcome.Done : JobOutcome.Failed;
    }

    /// <summary>Beats three times a lease, and once a second as long as there is something new to note.</summary>
    private async Task BeatAsync(JobTable table, Job job, JobNote note, CancellationTokenSource running, CancellationToken ended)
    {
        var (often, seldom) = (_lease / 3 < BetweenNotes ? _lease / 3 : BetweenNotes, _lease / 3);
        var beaten = Stopwatch.GetTimestamp();
        while (true)
        {
            await Task.Delay(often, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
                return;
            try
            {
                var told = note.Take();
                if (told is null && Stopwatch.GetElapsedTime(beaten) < seldom)
                    continue;
                beaten = Stopwatch.GetTimestamp();
                if (await table.BeatAsync(job, _lease, told, ended))
                    continue;
                Log.JobLost(log, TOwner.Name, job.JobKey);
                await running.CancelAsync();
                return;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The lease runs on; if no beat comes through before its end, another worker takes over and this one's answer is refused.
                Log.JobLoopFailed(log, TOwner.Name, e);
            }
        }
    }

    private async Task<bool> RepublishAsync(CancellationToken stopping)
    {
        await PublishAsync(queue.Table, TimeSpan.FromSeconds(options.Value.RepublishSeconds), only: null, stopping);
        return false;
    }

    private async Task PublishAsync(JobTable table, TimeSpan olderThan, string? only, CancellationToken cancellationToken)
    {
        foreach (var answer in await table.UnpublishedAsync(olderThan, cancellationToken))
        {
            if (only is not null && answer.JobKey != only)
                continue;
            using var activity = telemetry.Answering(TOwner.Name, answer);
            await bus.PublishInTimeAsync(JobKind<TOwner>.Read(answer.AnswerKind, answer.Answer), cancellationToken);
            await table.MarkPublishedAsync(answer.JobKey, answer.AnswerVersion, cancellationToken);
        }
    }
}
