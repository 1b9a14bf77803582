using Grpc.Core;
using Grpc.Core.Interceptors;
using PlayCount.Contracts.V1;
using ExperimentsApi = PlayCount.Contracts.V1.Experiments; // the bare name is a namespace

namespace PlayCount.Services.Tests.Grpc;

public sealed class InterceptorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_the_server_chooses_the_status()
    {
        await using var server = await GrpcServer.StartAsync(
            new() { OnPredict = (_, _) => throw new ArgumentException("no such format") },
            options => options.Interceptors.Add<ArgumentsAreInvalid>());

        var seen = await Assert.ThrowsAsync<RpcException>(
            () => server.Estimator.PredictAsync(new(), cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(new Status(StatusCode.InvalidArgument, "no such format"), new Status(seen.StatusCode, seen.Status.Detail));
    }

    [Fact]
    public async Task On_the_server_sees_each_kind_of_call()
    {
        var seen = new Seen();
        await using var server = await GrpcServer.StartAsync(options: options => options.Interceptors.Add<Seen.OnServer>(seen));

        await MakeEachKindAsync(server.Channel().CreateCallInvoker());

        Assert.Equal(["Predict", "Predict", "Watch", "Chunks", "PredictStream"], seen.Calls);
    }

    [Fact]
    public async Task On_the_client_sees_each_kind_of_call()
    {
        var seen = new Seen();
        await using var server = await GrpcServer.StartAsync();

        await MakeEachKindAsync(server.Channel().Intercept(new Seen.OnClient(seen)));

        Assert.Equal(["Predict", "Predict, waiting", "Watch", "Chunks", "PredictStream"], seen.Calls);
    }

    [Fact]
    public async Task On_the_client_that_changes_nothing_lets_each_kind_of_call_through()
    {
        await using var server = await GrpcServer.StartAsync();

        await MakeEachKindAsync(server.Channel().Intercept(new LetsThrough()));
    }

    [Fact]
    public async Task On_the_client_adds_headers()
    {
        string? told = null;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, context) =>
            {
                told = context.RequestHeaders.GetValue("caller");
                return Task.FromResult(new PredictResponse());
            },
        });
        var client = new Estimator.EstimatorClient(server.Channel().Intercept(new NamesTheCaller()));

        await client.PredictAsync(new(), cancellationToken: Cancel);

        Assert.Equal("playcount-tests", told);
    }

    private static async Task MakeEachKindAsync(CallInvoker invoker)
    {
        var estimator = new Estimator.EstimatorClient(invoker);
        await estimator.PredictAsync(new(), cancellationToken: Cancel);
        estimator.Predict(new(), cancellationToken: Cancel);

        using var watch = new ExperimentsApi.ExperimentsClient(invoker).Watch(new(), cancellationToken: Cancel);
        await foreach (var response in watch.ResponseStream.ReadAllAsync(Cancel))
            Assert.NotNull(response);

        using var chunks = invoker.AsyncClientStreamingCall(Sum.Chunks, null, new(cancellationToken: Cancel));
        await chunks.RequestStream.CompleteAsync();
        await chunks;

        using var stream = estimator.PredictStream(cancellationToken: Cancel);
        await stream.RequestStream.CompleteAsync();
        Assert.True(await stream.ResponseStream.MoveNext(Cancel));
        Assert.False(await stream.ResponseStream.MoveNext(Cancel));
    }
}
