using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>Calls that do not succeed, and what each side learns.</summary>
public sealed class CallEndTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Carries_the_service_s_status_detail_and_trailers()
    {
        var trailers = new Metadata { { "field", "user_id" }, { "bytes-bin", [0, 128] } };
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, _) => throw new RpcException(new Status(StatusCode.NotFound, "No model of 'Zoë' 100 %."), trailers),
        });

        var seen = await FailureAsync(server.Estimator.PredictAsync(new(), cancellationToken: Cancel));

        Assert.Equal((StatusCode.NotFound, "No model of 'Zoë' 100 %."), (seen.StatusCode, seen.Status.Detail));
        Assert.Equal("user_id", seen.Trailers.GetValue("field"));
        Assert.Equal([0, 128], seen.Trailers.GetValueBytes("bytes-bin"));
    }

    [Fact]
    public async Task Hides_an_unexpected_exception_s_text()
    {
        await using var server = await GrpcServer.StartAsync(new() { OnPredict = (_, _) => throw new InvalidDataException("secret") });

        var seen = await FailureAsync(server.Estimator.PredictAsync(new(), cancellationToken: Cancel));

        Assert.Equal((StatusCode.Unknown, "Exception was thrown by handler."), (seen.StatusCode, seen.Status.Detail));
    }

    [Fact]
    public async Task Comes_with_the_deadline_on_both_sides()
    {
        var cancelled = new TaskCompletionSource<DateTime>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await GrpcServer.StartAsync(Waiting(cancelled));

        var seen = await FailureAsync(
            server.Estimator.PredictAsync(new(), deadline: DateTime.UtcNow.AddMilliseconds(300), cancellationToken: Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, seen.StatusCode);
        Assert.NotEqual(DateTime.MaxValue, await cancelled.Task.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Comes_at_once_where_the_deadline_has_passed()
    {
        await using var server = await GrpcServer.StartAsync();

        var seen = await FailureAsync(
            server.Estimator.PredictAsync(new(), deadline: DateTime.UtcNow.AddSeconds(-1), cancellationToken: Cancel));

        Assert.Equal(StatusCode.DeadlineExceeded, seen.StatusCode);
    }

    [Fact]
    public async Task Is_told_to_the_server_when_the_client_gives_up()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource<DateTime>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await GrpcServer.StartAsync(Waiting(cancelled, begun));
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);

        var call = server.Estimator.PredictAsync(new(), cancellationToken: giveUp.Token);
        await begun.Task.WaitAsync(Cancel);
        await giveUp.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, (await FailureAsync(call)).StatusCode);
        Assert.Equal(DateTime.MaxValue, await cancelled.Task.WaitAsync(Cancel));
    }

    [Fact]
    public async Task Is_told_to_the_server_when_the_call_is_disposed()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cancelled = new TaskCompletionSource<DateTime>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await GrpcServer.StartAsync(Waiting(cancelled, begun));

        using (var call = server.Estimator.PredictAsync(new(), cancellationToken: Cancel))
            await begun.Task.WaitAsync(Cancel);

        await cancelled.Task.WaitAsync(Cancel);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_resource_exhausted_where_a_message_is_too_large_to_be_received(bool byTheServer)
    {
        const int Limit = 1000;
        var response = new PredictResponse { Estimate = new() { ModelId = new('m', byTheServer ? 1 : Limit) } };
        await using var server = await GrpcServer.StartAsync(
            new() { OnPredict = (_, _) => Task.FromResult(response) }, options => options.MaxReceiveMessageSize = Limit);
        var client = new Estimator.EstimatorClient(server.Channel(options => options.MaxReceiveMessageSize = Limit));
        var request = new PredictRequest { Audio = new() { Content = ByteString.CopyFrom(new byte[byTheServer ? Limit : 1]) } };

        var seen = await FailureAsync(client.PredictAsync(request, cancellationToken: Cancel));

        Assert.Equal(StatusCode.ResourceExhausted, seen.StatusCode);
    }

    [Fact]
    public async Task Is_unimplemented_where_the_service_lacks_the_method()
    {
        await using var server = await GrpcServer.StartAsync();

        var seen = await FailureAsync(server.Estimator.RankAsync(new(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.Unimplemented, seen.StatusCode);
    }

    [Theory]
    [InlineData("playcount.v1.Estimator", "Guess", "Method is unimplemented.")]
    [InlineData("playcount.v9.Estimator", "Predict", "Service is unimplemented.")]
    public async Task Is_unimplemented_where_nobody_knows_the_path(string service, string name, string detail)
    {
        await using var server = await GrpcServer.StartAsync();
        var method = new Method<PredictStreamRequest, PredictStreamResponse>(
            MethodType.Unary, service, name, Sum.Chunks.RequestMarshaller, Sum.Chunks.ResponseMarshaller);

        var seen = await FailureAsync(
            server.Channel().CreateCallInvoker().AsyncUnaryCall(method, null, new(cancellationToken: Cancel), new PredictStreamRequest()));

        Assert.Equal((StatusCode.Unimplemented, detail), (seen.StatusCode, seen.Status.Detail));
    }

    [Fact]
    public async Task Is_unavailable_where_nobody_listens()
    {
        using var channel = GrpcChannel.ForAddress($"http://127.0.0.1:{LoopbackPort.Free()}");

        var seen = await FailureAsync(new Estimator.EstimatorClient(channel).PredictAsync(new(), cancellationToken: Cancel));

        Assert.Equal(StatusCode.Unavailable, seen.StatusCode);
    }

    // Answers never; says when it is cancelled, and which deadline it was told.
    private static ScriptedEstimator Waiting(TaskCompletionSource<DateTime> cancelled, TaskCompletionSource? begun = null) => new()
    {
        OnPredict = async (_, context) =>
        {
            using var told = context.CancellationToken.Register(() => cancelled.TrySetResult(context.Deadline));
            begun?.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.CancellationToken);
            return new();
        },
    };

    private static Task<RpcException> FailureAsync<T>(AsyncUnaryCall<T> call) => Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);
}
