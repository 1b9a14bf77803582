using Google.Protobuf;
using Grpc.Core;
using PlayCount.Contracts.V1;
using ExperimentsApi = PlayCount.Contracts.V1.Experiments; // the bare name is a namespace

namespace PlayCount.Services.Tests.Grpc;

public sealed class CallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_one_message_each_way_are_answered()
    {
        await using var server = await GrpcServer.StartAsync();

        var response = await server.Estimator.PredictAsync(new() { UserId = "seven77" }, cancellationToken: Cancel);

        Assert.Equal(7, response.Estimate.Plays);
    }

    [Fact]
    public async Task That_block_are_answered()
    {
        await using var server = await GrpcServer.StartAsync();

        var response = server.Estimator.Predict(new() { UserId = "four" }, cancellationToken: Cancel);

        Assert.Equal(4, response.Estimate.Plays);
    }

    [Fact]
    public async Task That_the_server_streams_give_every_message_in_order()
    {
        await using var server = await GrpcServer.StartAsync();
        var client = new ExperimentsApi.ExperimentsClient(server.Channel());

        using var call = client.Watch(new() { ExperimentId = "first" }, cancellationToken: Cancel);
        var seen = new List<string>();
        await foreach (var response in call.ResponseStream.ReadAllAsync(Cancel))
            seen.Add($"{response.Experiment.ExperimentId}: {response.Experiment.Stage}");

        Assert.Equal(["first: selecting", "first: cutting", "first: training"], seen);
        Assert.Equal(Status.DefaultSuccess, call.GetStatus());
    }

    [Fact]
    public async Task That_the_client_streams_are_answered_once()
    {
        await using var server = await GrpcServer.StartAsync();

        using var call = server.Channel().CreateCallInvoker().AsyncClientStreamingCall(Sum.Chunks, null, new(cancellationToken: Cancel));
        for (var chunk = 0; chunk < 5; chunk++)
            await call.RequestStream.WriteAsync(new(), Cancel);
        await call.RequestStream.CompleteAsync();

        Assert.Equal(5, (await call).ClipsHeard);
    }

    [Fact]
    public async Task That_both_stream_answer_while_they_are_asked()
    {
        await using var server = await GrpcServer.StartAsync();

        using var call = server.Estimator.PredictStream(cancellationToken: Cancel);
        await call.RequestStream.WriteAsync(new() { Start = new() { UserId = "u", SampleRateHz = 22_050, Channels = 1 } }, Cancel);
        for (var heard = 1; heard <= 3; heard++)
        {
            await call.RequestStream.WriteAsync(new() { Pcm16 = ByteString.CopyFrom(1, 2) }, Cancel);
            Assert.True(await call.ResponseStream.MoveNext(Cancel));
            Assert.Equal(new() { ClipsHeard = heard }, call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(Cancel));
        Assert.Equal(new() { ClipsHeard = 3, Final = true }, call.ResponseStream.Current);
        Assert.False(await call.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Are_seen_by_the_server_with_path_peer_and_headers()
    {
        ServerCallContext? seen = null;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, context) =>
            {
                seen = context;
                Assert.Equal("/playcount.v1.Estimator/Predict", context.Method);
                Assert.StartsWith("ipv4:127.0.0.1:", context.Peer, StringComparison.Ordinal);
                Assert.Equal("why", context.RequestHeaders.GetValue("reason"));
                Assert.Equal([0, 255, 10], context.RequestHeaders.GetValueBytes("picture-bin"));
                Assert.Equal(DateTime.MaxValue, context.Deadline);
                Assert.False(context.AuthContext.IsPeerAuthenticated);
                return Task.FromResult(new PredictResponse());
            },
        });

        await server.Estimator.PredictAsync(
            new(), new Metadata { { "Reason", "why" }, { "picture-bin", [0, 255, 10] } }, cancellationToken: Cancel);

        Assert.NotNull(seen);
    }

    [Fact]
    public async Task Bring_headers_before_and_trailers_after_the_response()
    {
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = async (_, context) =>
            {
                await context.WriteResponseHeadersAsync(new() { { "model", "a/user_1/2x3" } });
                context.ResponseTrailers.Add("cost", "12");
                context.ResponseTrailers.Add("digest-bin", [9, 0, 8]);
                return new();
            },
        });

        using var call = server.Estimator.PredictAsync(new(), cancellationToken: Cancel);
        var headers = await call.ResponseHeadersAsync;
        await call.ResponseAsync;

        Assert.Equal("a/user_1/2x3", headers.GetValue("model"));
        Assert.Equal("12", call.GetTrailers().GetValue("cost"));
        Assert.Equal([9, 0, 8], call.GetTrailers().GetValueBytes("digest-bin"));
    }
}
