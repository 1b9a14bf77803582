using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.V1;
using ExperimentsApi = PlayCount.Contracts.V1.Experiments; // the bare name is a namespace

namespace PlayCount.Services.Tests.Grpc;

public sealed class ClientFactoryTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Gives_clients_of_each_registered_type()
    {
        await using var server = await GrpcServer.StartAsync();
        var services = new ServiceCollection();
        services.AddGrpcClient<Estimator.EstimatorClient>(options => options.Address = server.Address);
        services.AddGrpcClient<ExperimentsApi.ExperimentsClient>(options => options.Address = server.Address);
        await using var provider = services.BuildServiceProvider();

        var response = await provider.GetRequiredService<Estimator.EstimatorClient>()
            .PredictAsync(new() { UserId = "abc" }, cancellationToken: Cancel);
        using var watch = provider.GetRequiredService<ExperimentsApi.ExperimentsClient>().Watch(new(), cancellationToken: Cancel);

        Assert.Equal(3, response.Estimate.Plays);
        Assert.True(await watch.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task Puts_interceptors_before_calls_in_the_order_they_were_added()
    {
        List<string>? callers = null;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, context) =>
            {
                callers = [.. context.RequestHeaders.Where(entry => entry.Key == "caller").Select(entry => entry.Value)];
                return Task.FromResult(new PredictResponse());
            },
        });
        var services = new ServiceCollection().AddSingleton(new NamesTheCaller("second"));
        services.AddGrpcClient<Estimator.EstimatorClient>(options => options.Address = server.Address)
            .AddInterceptor(_ => new NamesTheCaller("first"))
            .AddInterceptor<NamesTheCaller>();
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<Estimator.EstimatorClient>().PredictAsync(new(), cancellationToken: Cancel);

        Assert.Equal("first,second", string.Join(',', callers!).Replace(", ", ",", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Opens_one_channel_as_configured()
    {
        await using var server = await GrpcServer.StartAsync();
        var opened = 0;
        var services = new ServiceCollection();
        services.AddGrpcClient<Estimator.EstimatorClient>(options => options.Address = server.Address).ConfigureChannel(options =>
        {
            opened++;
            options.MaxReceiveMessageSize = 1;
        });
        await using var provider = services.BuildServiceProvider();

        for (var call = 0; call < 2; call++)
        {
            var seen = await Assert.ThrowsAsync<RpcException>(() => provider.GetRequiredService<Estimator.EstimatorClient>()
                .PredictAsync(new() { UserId = "abc" }, cancellationToken: Cancel).ResponseAsync);
            Assert.Equal(StatusCode.ResourceExhausted, seen.StatusCode);
        }

        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task Passes_calls_through_the_http_client_s_handlers()
    {
        await using var server = await GrpcServer.StartAsync();
        var services = new ServiceCollection();
        using var wire = new Wire();
        services.AddGrpcClient<Estimator.EstimatorClient>(options => options.Address = server.Address)
            .AddHttpMessageHandler(() => wire);
        await using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<Estimator.EstimatorClient>().PredictAsync(new(), cancellationToken: Cancel);

        Assert.Equal("/playcount.v1.Estimator/Predict", Assert.Single(wire.Paths));
    }

    [Fact]
    public void Refuses_a_client_without_an_address()
    {
        var services = new ServiceCollection();
        services.AddGrpcClient<Estimator.EstimatorClient>(_ => { });
        using var provider = services.BuildServiceProvider();

        var refusal = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<Estimator.EstimatorClient>);

        Assert.Contains("address", refusal.Message, StringComparison.Ordinal);
    }
}
