using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using PlayCount.Inference.Ranking;
using PlayCount.Inference.Serving;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.Inference.Estimating;

/// <summary>The estimator's calls; a status is chosen by <see cref="CallStatuses"/>.</summary>
internal sealed class EstimatorService(
    ModelCatalog catalog,
    SongEstimator estimator,
    SongRanking ranking,
    Turns<EstimatorService> turns,
    InferenceTelemetry telemetry,
    IOptions<InferenceOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime) : Estimator.EstimatorBase
{
    public override async Task<PredictResponse> Predict(PredictRequest request, ServerCallContext context)
    {
        var model = catalog.For(Asked.User(request.UserId), request.ModelId);
        var estimated = await (request.SongCase switch
        {
            PredictRequest.SongOneofCase.SongId => turns.TakeAsync(
                () => estimator.OfStored(model, Asked.Song(request.SongId)), context.CancellationToken),
            PredictRequest.SongOneofCase.Audio => estimator.OfAudioAsync(model, request.Audio, context.CancellationToken),
            _ => throw new RefusedException(Refusal.Invalid, "The request names no song: give song_id or audio."),
        });
        return new PredictResponse { Estimate = Answers.Of(model, estimated) };
    }

    public override async Task PredictStream(
        IAsyncStreamReader<PredictStreamRequest> requestStream,
        IServerStreamWriter<PredictStreamResponse> responseStream,
        ServerCallContext context)
    {
        using var place = turns.OpenStream();
        using var clock = new CallClock(
            options.Value.IdleSeconds, options.Value.MaxStreamSeconds, time, context, lifetime.ApplicationStopping);
        if (!await clock.NextAsync(requestStream) || requestStream.Current.Start is not { } start)
            throw new RefusedException(Refusal.Invalid,
                "The stream does not begin with a start: listener, sample rate and channels come first.");
        var model = catalog.For(Asked.User(start.UserId), start.ModelId);
        var song = await TakeTurnAsync(() => new HeardSong(catalog.Load(model), start, estimator.Limit));
        while (await clock.NextAsync(requestStream))
        {
            if (requestStream.Current.PartCase != PredictStreamRequest.PartOneofCase.Pcm16)
                throw new RefusedException(Refusal.Invalid, "After the start the stream holds pcm16 and nothing else.");
            var pcm16 = requestStream.Current.Pcm16.Memory;
            await AnswerEachAsync(() => song.HearToClipEnd(ref pcm16));
        }

        await AnswerEachAsync(song.EndToClipEnd);
        await clock.AnswerAsync(responseStream, await TakeTurnAsync(() => Answer(final: true)));

        async Task AnswerEachAsync(Func<bool> hearToClipEnd)
        {
            while (await TakeTurnAsync(() => hearToClipEnd() ? Answer(final: false) : null) is { } answer)
                await clock.AnswerAsync(responseStream, answer);
        }

        Task<T> TakeTurnAsync<T>(Func<T> compute) => turns.TakeAsync(compute, context.CancellationToken);

        PredictStreamResponse Answer(bool final) => new()
        {
            Estimate = telemetry.Estimating("stream", model.ModelId, song.Estimate) is { } known ? Answers.Of(model, known) : null,
            ClipsHeard = song.Clips,
            Final = final,
        };
    }

    public override Task<RankResponse> Rank(RankRequest request, ServerCallContext context) =>
        turns.TakeAsync(() => ranking.Rank(request, context.CancellationToken), context.CancellationToken);

    public override Task<ListModelsResponse> ListModels(ListModelsRequest request, ServerCallContext context)
    {
        var models = catalog.Models;
        return Task.FromResult(new ListModelsResponse
        {
            Models = { models.All.OrderBy(model => model.User).Select(model => Answers.Of(model, models.Serves(model))) },
        });
    }

    public override Task<GetModelResponse> GetModel(GetModelRequest request, ServerCallContext context)
    {
        var model = catalog.ById(request.ModelId);
        return Task.FromResult(new GetModelResponse
        {
            Model = Answers.Of(model, catalog.Models.Serves(model)),
            CardJson = CardOf(model),
        });
    }

    private static string CardOf(ServedModel model)
    {
        try
        {
            return Encoding.UTF8.GetString(model.Run.ReadAllBytes(model.Name.Card));
        }
        catch (FileNotFoundException e)
        {
            throw new RefusedException(
                Refusal.Unknown, $"The model '{model.ModelId}' is no longer there. ListModels tells those there are.", e);
        }
    }
}
