using Grpc.Core;
using PlayCount.Contracts.V1;
using ExperimentsApi = PlayCount.Contracts.V1.Experiments; // the bare name is a namespace

namespace PlayCount.Services.Tests.Grpc;

/// <summary>An estimator that does what a test says.</summary>
internal sealed class ScriptedEstimator : Estimator.EstimatorBase
{
    /// <summary>Unless given: the name's length is the estimate.</summary>
    public Func<PredictRequest, ServerCallContext, Task<PredictResponse>> OnPredict { get; init; } =
        (request, _) => Task.FromResult(new PredictResponse { Estimate = new() { Plays = request.UserId.Length } });

    public override Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context) => OnPredict(request, context);

    /// <summary>One answer to each chunk, one more at the end.</summary>
    public override async Task PredictStream(
        IAsyncStreamReader<PredictStreamRequest> requestStream,
        IServerStreamWriter<PredictStreamResponse> responseStream,
        ServerCallContext context)
    {
        var heard = 0;
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            if (request.PartCase == PredictStreamRequest.PartOneofCase.Pcm16)
                await responseStream.WriteAsync(new() { ClipsHeard = ++heard }, context.CancellationToken);
        }

        await responseStream.WriteAsync(new() { ClipsHeard = heard, Final = true }, context.CancellationToken);
    }
}

/// <summary>Experiments that go through three states while they are watched.</summary>
internal sealed class ScriptedExperiments : ExperimentsApi.ExperimentsBase
{
    public override async Task Watch(
        WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context)
    {
        foreach (var stage in new[] { "selecting", "cutting", "training" })
            await responseStream.WriteAsync(new() { Experiment = new() { ExperimentId = request.ExperimentId, Stage = stage } });
    }
}
