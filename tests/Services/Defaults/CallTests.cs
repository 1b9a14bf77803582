using System.Net;
using Grpc.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Services.Tests.Grpc;

namespace PlayCount.Services.Tests.Defaults;

public sealed class CallTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_gRPC_find_their_service_by_name()
    {
        await using var server = await GrpcServer.StartAsync();
        using var host = Build(server.Address);

        var response = await Estimates(host).PredictAsync(new() { UserId = "abcd" }, cancellationToken: Cancel);

        Assert.Equal(4, response.Estimate.Plays);
    }

    [Fact]
    public async Task Over_gRPC_end_in_time_when_the_service_does_not_answer()
    {
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = async (_, context) =>
            {
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
                return new PredictResponse();
            },
        });
        using var host = Build(server.Address, ("Calls:Seconds", "0.2"));

        var seen = await Assert.ThrowsAsync<RpcException>(() =>
            Estimates(host).PredictAsync(new(), cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(StatusCode.DeadlineExceeded, seen.StatusCode);
    }

    [Fact]
    public async Task Over_gRPC_keep_the_deadline_that_the_caller_gave()
    {
        var own = new DateTime(2999, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        DateTime? seen = null;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, context) =>
            {
                seen = context.Deadline;
                return Task.FromResult(new PredictResponse());
            },
        });
        using var host = Build(server.Address);

        await Estimates(host).PredictAsync(new(), deadline: own, cancellationToken: Cancel);

        Assert.True(seen > DateTime.UtcNow.AddDays(1));
    }

    [Fact]
    public async Task Over_gRPC_are_repeated_where_that_does_no_harm()
    {
        var calls = 0;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, _) => ++calls == 1
                ? throw new RpcException(new Status(StatusCode.Unavailable, "No model is loaded yet."))
                : Task.FromResult(new PredictResponse()),
        });
        using var host = Build(server.Address);

        await Estimates(host).PredictAsync(new(), cancellationToken: Cancel);

        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task Over_gRPC_are_not_repeated_for_a_failure_that_stays()
    {
        var calls = 0;
        await using var server = await GrpcServer.StartAsync(new()
        {
            OnPredict = (_, _) =>
            {
                calls++;
                throw new RpcException(new Status(StatusCode.NotFound, "There is no such model."));
            },
        });
        using var host = Build(server.Address);

        await Assert.ThrowsAsync<RpcException>(() =>
            Estimates(host).PredictAsync(new(), cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("POST", 1)]
    public async Task Over_HTTP_are_repeated_when_they_change_nothing(string method, int expected)
    {
        using var wire = new FailsOnce();
        using var host = Build(new Uri("http://127.0.0.1:1"), services =>
        {
            services.AddHttpClient("files").ConfigurePrimaryHttpMessageHandler(() => wire);
            services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.Zero);
        });
        var client = host.Services.GetRequiredService<IHttpClientFactory>().CreateClient("files");
        using var request = new HttpRequestMessage(new(method), "http://estimator/audio");

        using var response = await client.SendAsync(request, Cancel);

        Assert.Equal(expected, wire.Addresses.Count);
        Assert.All(wire.Addresses, address => Assert.Equal("http://127.0.0.1:1/audio", address));
    }

    private static IHost Build(Uri address, params (string Key, string Value)[] settings) => Build(address, _ => { }, settings);

    private static IHost Build(Uri address, Action<IServiceCollection> more, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("services:estimator:http:0", address.ToString().TrimEnd('/'))]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.AddServiceDefaults();
        builder.Services.AddGrpcService<Estimator.EstimatorClient>("estimator", Estimator.Descriptor);
        more(builder.Services);
        return builder.Build();
    }

    private static Estimator.EstimatorClient Estimates(IHost host) => host.Services.GetRequiredService<Estimator.EstimatorClient>();

    private sealed class FailsOnce : HttpMessageHandler
    {
        public List<string> Addresses { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add($"{request.RequestUri}");
            return Task.FromResult(new HttpResponseMessage(Addresses.Count == 1 ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK));
        }
    }
}
