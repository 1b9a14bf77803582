using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Experiments.Conducting;

/// <summary>
/// Leads experiments from stage to stage: asks for a stage's work, asks again for what got no answer, and goes on when all of it is
/// there. It remembers nothing that is not in the tables, so another process can go on where one ended.
/// </summary>
internal sealed class Conductor(
    ExperimentTable table,
    IBlobStore blobs,
    IBus bus,
    ConductorSignal signal,
    ExperimentTelemetry telemetry,
    IOptions<ExperimentOptions> options,
    ILogger<Conductor> log) : BackgroundService
{
    private readonly TimeSpan _askAgain = TimeSpan.FromSeconds(options.Value.AskAgainSeconds);
    private readonly TimeSpan _checkAgain = TimeSpan.FromSeconds(options.Value.CheckAgainSeconds);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                foreach (var ended in await table.UntoldAsync(stoppingToken))
                    await TellAsync(ended, stoppingToken);
                foreach (var running in await table.RunningAsync(stoppingToken))
                    await StepAsync(running, stoppingToken);
                foreach (var done in await table.UncheckedAsync(_checkAgain, stoppingToken))
                    await CheckAsync(done, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                Log.LookFailed(log, e);
            }

            await signal.WaitAsync(TimeSpan.FromSeconds(options.Value.PollSeconds), stoppingToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>One experiment's failure is its own; the others go on.</summary>
    private async Task StepAsync(ExperimentRow experiment, CancellationToken cancellationToken)
    {
        Activity? step = null;
        try
        {
            var (done, total) = await table.CountAsync(experiment, cancellationToken);
            IReadOnlyList<WorkRow> due = done < total ? await table.UnansweredAsync(experiment, _askAgain, cancellationToken) : [];
            if (done < total && due.Count == 0)
                return;
            step = telemetry.Step(experiment);
            await (done < total ? AskAsync(experiment, due, cancellationToken) : GoOnAsync(experiment, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (MissingBlobException e)
        {
            await BeginAnewAsync(experiment, e, cancellationToken);
        }
        catch (Exception e) when (JobFailure.IsTransient(e))
        {
            Log.StepFailed(log, experiment.ExperimentId, e);
            step?.SetStatus(ActivityStatusCode.Error, JobFailure.Text(e));
        }
        catch (Exception e)
        {
            Log.StepFailedForGood(log, experiment.ExperimentId, e);
            step?.SetStatus(ActivityStatusCode.Error, JobFailure.Text(e));
            await table.EndAsync(experiment, ExperimentState.Failed, JobFailure.Text(e), cancellationToken);
            signal.Set();
        }
        finally
        {
            step?.Dispose();
        }
    }

    /// <summary>Asks for what was never asked for, or long ago.</summary>
    private async Task AskAsync(ExperimentRow experiment, IReadOnlyList<WorkRow> due, CancellationToken cancellationToken)
    {
        foreach (var work in due)
        {
            await bus.PublishInTimeAsync(MessageJson.Read(work.Kind, work.Command), cancellationToken);
            await table.MarkAskedAsync(experiment, work, cancellationToken);
        }
    }

    /// <summary>Goes on to the next stage.</summary>
    private async Task GoOnAsync(ExperimentRow experiment, CancellationToken cancellationToken)
    {
        await Task.Run(() => new StageChange(experiment, table, blobs).RunAsync(cancellationToken), cancellationToken);
        signal.Set();
    }

    /// <summary>
    /// Looks once more whether everything is there that was made: a storage that was killed may have lost what it had just taken.
    /// </summary>
    private async Task CheckAsync(ExperimentRow experiment, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => new StageChange(experiment, table, blobs).RequireAllAsync(cancellationToken), cancellationToken);
            await table.MarkCheckedAsync(experiment, cancellationToken);
        }
        catch (MissingBlobException e)
        {
            await BeginAnewAsync(experiment, e, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            // Damaged is not lost: whoever reads it is told.
            Log.DoneIsDamaged(log, experiment.ExperimentId, e);
            await table.MarkCheckedAsync(experiment, cancellationToken);
        }
        catch (Exception e) when (JobFailure.IsTransient(e))
        {
            Log.StepFailed(log, experiment.ExperimentId, e);
        }
    }

    private async Task BeginAnewAsync(ExperimentRow experiment, MissingBlobException missing, CancellationToken cancellationToken)
    {
        Log.BlobMissing(log, experiment.ExperimentId, JobFailure.Text(missing));
        await table.BeginAnewAsync(experiment.ExperimentId, experiment.Round, JobFailure.Text(missing), cancellationToken);
        signal.Set();
    }

    /// <summary>Tells the world that an experiment has ended; and the workers, unless it was done, that nobody waits any more.</summary>
    private async Task TellAsync(ExperimentRow experiment, CancellationToken cancellationToken)
    {
        using var activity = telemetry.Step(experiment);
        if (experiment.State != ExperimentState.Done)
        {
            await bus.PublishInTimeAsync(
                new CancelWork { ExperimentId = experiment.ExperimentId, Round = experiment.Round }, cancellationToken);
        }

        await bus.PublishInTimeAsync(
            new ExperimentEnded { ExperimentId = experiment.ExperimentId, Round = experiment.Round, State = experiment.State },
            cancellationToken);
        await table.MarkToldAsync(experiment, cancellationToken);
        telemetry.Ended(experiment.State);
        Log.Ended(log, experiment.ExperimentId, experiment.State, experiment.Round);
    }
}
