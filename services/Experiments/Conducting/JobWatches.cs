using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using Service = PlayCount.Contracts.V1.Training;

namespace PlayCount.Experiments.Conducting;

/// <summary>
/// What Training says of jobs while somebody looks at their experiment: a stream a job, kept for a while after the last look. Nothing waits
/// for it: what is not known yet, or cannot be asked, is left out.
/// </summary>
internal sealed class JobWatches(
    Service.TrainingClient training, IOptions<TrainingOptions> options, TimeProvider time, IHostApplicationLifetime host,
    ILogger<JobWatches> log)
{
    private const int MostJobs = 64;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30); // after the last look, and after the end of a job
    private static readonly TimeSpan OneCall = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<WatchJobRequest, Watch> _watches = [];
    private readonly bool _isApart = !string.IsNullOrEmpty(options.Value.Address);

    /// <summary>What is known of these jobs; what is not is asked for.</summary>
    public IReadOnlyList<TrainingJob> Of(IEnumerable<WatchJobRequest> jobs) =>
        _isApart ? [.. jobs.Select(Look).OfType<TrainingJob>()] : [];

    private TrainingJob? Look(WatchJobRequest job)
    {
        if (_watches.TryGetValue(job, out var known))
        {
            known.Looked = time.GetTimestamp();
            return known.Last;
        }

        var watch = new Watch { Looked = time.GetTimestamp() };
        if (_watches.Count < MostJobs && _watches.TryAdd(job, watch))
            _ = Task.Run(() => FollowAsync(job, watch));
        return null;
    }

    private bool IsForgotten(Watch watch) => time.GetElapsedTime(watch.Looked) > Kept;

    /// <summary>Watches until the job has ended or nobody looks any more; what fails is tried again with growing waits.</summary>
    private async Task FollowAsync(WatchJobRequest job, Watch watch)
    {
        Activity.Current = null; // it outlives the look that began it
        var failures = 0;
        while (!IsForgotten(watch) && !HasEnded(watch.Last) && !host.ApplicationStopping.IsCancellationRequested)
        {
            try
            {
                using var call = training.WatchJob(
                    job, deadline: time.GetUtcNow().UtcDateTime + OneCall, cancellationToken: host.ApplicationStopping);
                while (await call.ResponseStream.MoveNext(host.ApplicationStopping) && !IsForgotten(watch))
                    (watch.Last, failures) = (call.ResponseStream.Current.Job, 0);
            }
            catch (RpcException e) when (e.StatusCode == StatusCode.DeadlineExceeded && failures == 0)
            {
                // It is watched on.
            }
            catch (Exception e) when (e is RpcException or OperationCanceledException)
            {
                if (failures++ == 0)
                    Log.JobNotWatched(log, job.ExperimentId, e.Message);
                watch.Last = null; // what was true may be so no longer
            }

            var wait = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures), LongestWait.TotalSeconds));
            await Task.Delay(wait, time, host.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Forgotten after a while even if it is looked at: an experiment that is resumed begins its jobs again.
        await Task.Delay(Kept, time, host.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _watches.TryRemove(KeyValuePair.Create(job, watch));
    }

    private static bool HasEnded(TrainingJob? job) => job?.State
        is TrainingJob.Types.State.Done or TrainingJob.Types.State.Failed or TrainingJob.Types.State.Cancelled;

    private sealed class Watch
    {
        private long _looked;
        private volatile TrainingJob? _last;

        /// <summary>When somebody looked last.</summary>
        public long Looked
        {
            get => Interlocked.Read(ref _looked);
            set => Interlocked.Exchange(ref _looked, value);
        }

        public TrainingJob? Last
        {
            get => _last;
            set => _last = value;
        }
    }
}
