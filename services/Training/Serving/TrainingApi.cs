using System.Data.Common;
using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Songs;
using PlayCount.Training.Jobs;
using Service = PlayCount.Contracts.V1.Training;

namespace PlayCount.Training.Serving;

/// <summary>
/// <c>playcount.v1.Training</c>: what the table of jobs says, whichever process works on them. A status is chosen by
/// <see cref="CallStatuses"/>.
/// </summary>
internal sealed class TrainingApi(
    JobStates<TrainingJobs> jobs,
    Turns<TrainingApi> turns,
    IOptions<WatchingOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : Service.TrainingBase
{
    /// <summary>Silence is told in such steps, so that it alone makes few answers.</summary>
    private const int SilenceStepSeconds = 5;

    private const int LongestExperiment = 64;

    private readonly WatchingOptions _options = options.Value;

    public override async Task WatchJob(
        WatchJobRequest request, IServerStreamWriter<WatchJobResponse> responseStream, ServerCallContext context)
    {
        var work = WorkOf(request);
        using var place = turns.OpenStream();
        using var clock = new CallClock(
            _options.IdleSeconds, _options.MaxWatchSeconds + _options.IdleSeconds, time, context, lifetime.ApplicationStopping);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var begun = time.GetTimestamp();
        TrainingJob? last = null;
        while (true)
        {
            var job = await FindAsync(request, work, context.CancellationToken);
            if (!job.Equals(last))
                await clock.AnswerAsync(responseStream, new WatchJobResponse { Job = job });
            if (HasEnded(job) || time.GetElapsedTime(begun).TotalSeconds >= _options.MaxWatchSeconds)
                return;
            last = job;
            await Task.Delay(TimeSpan.FromSeconds(_options.LookSeconds), time, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            context.CancellationToken.ThrowIfCancellationRequested();
            if (lifetime.ApplicationStopping.IsCancellationRequested)
                throw new RefusedException(Refusal.NotNow, "The server stops. Watch again: another process may answer at once.");
        }
    }

    private static bool HasEnded(TrainingJob job) =>
        job.State is TrainingJob.Types.State.Done or TrainingJob.Types.State.Failed or TrainingJob.Types.State.Cancelled;

    private static string WorkOf(WatchJobRequest request)
    {
        if (request.ExperimentId.Length is 0 or > LongestExperiment)
            throw new RefusedException(Refusal.Invalid, $"'{Shown.Shorten(request.ExperimentId)}' is no experiment id.");
        if (request.User < 1 || request.Layers < 1 || request.Steps < 1)
        {
            throw new RefusedException(Refusal.Invalid,
                $"No network is that of listener {request.User} with {request.Layers} layers and {request.Steps} steps: 1 or more are.");
        }

        return string.Create(CultureInfo.InvariantCulture,
            $"{(request.Keeping ? "keep" : "train")}/user_{request.User}/{request.Layers}x{request.Steps}");
    }

    private async Task<TrainingJob> FindAsync(WatchJobRequest request, string work, CancellationToken cancellationToken)
    {
        try
        {
            return await jobs.FindAsync(request.ExperimentId, work, cancellationToken) is { } found
                ? Of(request, found)
                : throw new RefusedException(
                    Refusal.Unknown, $"Nobody asked for '{work}' of the experiment '{Shown.Shorten(request.ExperimentId)}' yet.");
        }
        catch (DbException e) when (SqlFailure.MayPass(e))
        {
            throw new RefusedException(Refusal.NotNow, "The table of jobs cannot be read now. Watch again later.", e);
        }
    }

    private TrainingJob Of(WatchJobRequest request, JobState found)
    {
        var job = new TrainingJob
        {
            User = request.User,
            Layers = request.Layers,
            Steps = request.Steps,
            Keeping = request.Keeping,
            State = found.State switch
            {
                "queued" => TrainingJob.Types.State.Waiting,
                "leased" => TrainingJob.Types.State.Leased,
                "done" => TrainingJob.Types.State.Done,
                "failed" => TrainingJob.Types.State.Failed,
                "cancelled" => TrainingJob.Types.State.Cancelled,
                _ => TrainingJob.Types.State.Unspecified,
            },
            Attempts = found.Attempts,
            Failures = found.Failures,
            Takeovers = found.Takeovers,
            Holder = found.Holder ?? "",
            Progress = found.Note is { } note ? NetworkProgress.Parse(note) : null,
            Failure = found.Failure ?? "",
        };
        if (job.State == TrainingJob.Types.State.Leased)
            job.SilentSeconds = Math.Max((time.GetUtcNow().ToUnixTimeMilliseconds() - found.HeardAt) / 1000 / SilenceStepSeconds, 0)
                * SilenceStepSeconds;
        return job;
    }
}
