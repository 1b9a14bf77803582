using System.Globalization;
using Grpc.Core;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;
using PlayCount.ServiceDefaults.Blobs;
using EpochTrained = PlayCount.Contracts.Messages.EpochTrained;
using Service = PlayCount.Contracts.V1.Experiments;

namespace PlayCount.Experiments.Serving;

/// <summary>
/// <c>playcount.v1.Experiments</c>: the desk over gRPC. What it throws becomes a status in <see cref="ExperimentStatuses"/>.
/// </summary>
internal sealed class ExperimentsApi(ExperimentDesk desk, IBlobStore blobs) : Service.ExperimentsBase
{
    public override async Task<StartResponse> Start(StartRequest request, ServerCallContext context) => new()
    {
        Experiment = Of(await desk.StartAsync(
            request.ExperimentId.Length == 0 ? null : request.ExperimentId,
            RequestedSettings.Read(request.Settings ?? new Settings()),
            context.CancellationToken)),
    };

    public override async Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        await foreach (var view in desk.WatchAsync(request.ExperimentId, context.CancellationToken))
            await responseStream.WriteAsync(new WatchResponse { Experiment = Of(view) }, context.CancellationToken);
    }

    public override async Task<GetResponse> Get(GetRequest request, ServerCallContext context)
    {
        var view = await desk.GetAsync(request.ExperimentId, context.CancellationToken);
        var response = new GetResponse { Experiment = Of(view), Settings = RequestedSettings.Write(view.Request) };
        if (view.State == ExperimentState.Done)
        {
            var study = blobs.Below(view.Id);
            response.Networks.AddRange(StoredResults.Read(study).Networks.Select(Of));
            response.Verdicts.AddRange(StoredResults.Evaluation(study, whole: false).Listeners.Select(Of));
            response.Songs.AddRange(KeptSongs.Of(study));
        }

        return response;
    }

    public override async Task<ListResponse> List(ListRequest request, ServerCallContext context)
    {
        var response = new ListResponse();
        response.Experiments.AddRange((await desk.ListAsync(context.CancellationToken)).Select(Of));
        return response;
    }

    public override async Task<CancelResponse> Cancel(CancelRequest request, ServerCallContext context) =>
        new() { Experiment = Of(await desk.CancelAsync(request.ExperimentId, context.CancellationToken)) };

    public override async Task<ResumeResponse> Resume(ResumeRequest request, ServerCallContext context) =>
        new() { Experiment = Of(await desk.ResumeAsync(request.ExperimentId, context.CancellationToken)) };

    private static Experiment Of(ExperimentView view)
    {
        var experiment = new Experiment
        {
            ExperimentId = view.Id,
            State = view.State switch
            {
                ExperimentState.Running => Experiment.Types.State.Running,
                ExperimentState.Done => Experiment.Types.State.Done,
                ExperimentState.Failed => Experiment.Types.State.Failed,
                _ => Experiment.Types.State.Cancelled,
            },
            Stage = view.Stage,
            Done = view.Done,
            Total = view.Total,
            Unit = view.Unit,
            Failure = view.Failure ?? "",
            Started = Time(view.Started),
            Ended = view.Ended is { } ended ? Time(ended) : "",
        };
        if (view.SecondsLeft is { } left)
            experiment.SecondsLeft = left;
        experiment.Losses.AddRange(view.Losses.Select(Of));
        experiment.Jobs.AddRange(view.Jobs);
        experiment.Stages.AddRange(Stage.Of(view.Request.Inputs));
        return experiment;
    }

    private static CurrentLoss Of(EpochTrained epoch)
    {
        var loss = new CurrentLoss
        {
            User = epoch.User,
            Layers = epoch.Layers,
            Steps = epoch.Steps,
            Fold = epoch.Fold,
            Epoch = epoch.Epoch,
            TrainMse = epoch.TrainMse ?? double.NaN,
            ValidationMse = epoch.ValidationMse ?? double.NaN,
        };
        if (epoch.Part is { } part)
            loss.Part = part;
        return loss;
    }

    private static NetworkScore Of(NetworkResult result)
    {
        var score = new NetworkScore
        {
            User = result.User,
            Layers = result.Layers,
            Steps = result.Steps,
            Status = Name(result.Status),
            Songs = result.ValidationSongs,
            HasModel = result.HasModel,
        };
        if (result.ScoredMse is { } mse)
            score.Mse = mse;
        if (result.R2 is { } r2)
            score.R2 = r2;
        if (result.AgainstConstant is { } difference)
            (score.GainLow, score.GainHigh) = (-difference.High, -difference.Low);
        return score;
    }

    private static ListenerVerdict Of(ListenerSkill skill)
    {
        var verdict = new ListenerVerdict
        {
            User = skill.User,
            Verdict = Name(skill.Verdict),
            Answer = SkillWords.Answer(skill),
            Networks = skill.Networks,
            Songs = skill.Songs,
        };
        if (skill.Corrected is { } corrected)
            (verdict.CorrectedR2, verdict.CorrectedR2Low, verdict.CorrectedR2High) = (corrected.R2, corrected.Low, corrected.High);
        if (skill.AdjustedP is { } p)
            verdict.AdjustedP = p;
        if (skill.DetectableR2 is { } detectable)
            verdict.DetectableR2 = detectable;
        if (skill.Nested is { } nested)
            verdict.NestedR2 = nested.R2;
        if (skill.Nested is { Low: { } low, High: { } high })
            (verdict.NestedR2Low, verdict.NestedR2High) = (low, high);
        return verdict;
    }

    private static string Name(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
