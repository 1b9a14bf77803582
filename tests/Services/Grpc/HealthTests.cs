using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace PlayCount.Services.Tests.Grpc;

public sealed class HealthTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HealthStatus.Healthy, ServingStatus.Serving)]
    [InlineData(HealthStatus.Degraded, ServingStatus.Serving)]
    [InlineData(HealthStatus.Unhealthy, ServingStatus.NotServing)]
    public async Task Check_tells_what_the_health_checks_say(HealthStatus health, ServingStatus expected)
    {
        await using var server = await StartAsync(() => health);

        var response = await new Health.HealthClient(server.Channel()).CheckAsync(new(), cancellationToken: Cancel);

        Assert.Equal(expected, response.Status);
    }

    [Fact]
    public async Task Check_cannot_tell_without_health_checks()
    {
        await using var server = await GrpcServer.StartAsync();

        var response = await new Health.HealthClient(server.Channel()).CheckAsync(new(), cancellationToken: Cancel);

        Assert.Equal(ServingStatus.Unknown, response.Status);
    }

    [Fact]
    public async Task Check_knows_no_other_service()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);

        var seen = await Assert.ThrowsAsync<RpcException>(() =>
            new Health.HealthClient(server.Channel()).CheckAsync(new() { Service = "other" }, cancellationToken: Cancel).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, seen.StatusCode);
    }

    [Fact]
    public async Task Watch_tells_each_change()
    {
        var health = HealthStatus.Unhealthy;
        await using var server = await StartAsync(() => health);
        using var watch = new Health.HealthClient(server.Channel()).Watch(new(), cancellationToken: Cancel);

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        health = HealthStatus.Healthy;
        await PublishAsync(server);
        Assert.Equal(ServingStatus.Serving, await NextAsync(watch));
        health = HealthStatus.Degraded;
        await PublishAsync(server);
        health = HealthStatus.Unhealthy;
        await PublishAsync(server);
        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
    }

    [Fact]
    public async Task Watch_says_that_it_knows_no_other_service()
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);
        using var watch = new Health.HealthClient(server.Channel()).Watch(new() { Service = "other" }, cancellationToken: Cancel);

        Assert.Equal(ServingStatus.ServiceUnknown, await NextAsync(watch));
    }

    [Theory]
    [InlineData("", ServingStatus.Serving)]
    [InlineData("other", ServingStatus.ServiceUnknown)]
    public async Task Watch_ends_with_not_serving_when_the_server_stops(string service, ServingStatus first)
    {
        await using var server = await StartAsync(() => HealthStatus.Healthy);
        using var watch = new Health.HealthClient(server.Channel()).Watch(new() { Service = service }, cancellationToken: Cancel);
        Assert.Equal(first, await NextAsync(watch));

        var stop = server.StopAsync(Cancel);

        Assert.Equal(ServingStatus.NotServing, await NextAsync(watch));
        Assert.False(await watch.ResponseStream.MoveNext(Cancel));
        await stop;
    }

    private static Task<GrpcServer> StartAsync(Func<HealthStatus> health) => GrpcServer.StartAsync(
        services: services => services.AddHealthChecks().AddCheck("scripted", () => new(health())));

    private static async Task<ServingStatus> NextAsync(AsyncServerStreamingCall<HealthCheckResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(Cancel));
        return watch.ResponseStream.Current.Status;
    }

    // What the health checks' publisher does by its clock.
    private static async Task PublishAsync(GrpcServer server)
    {
        var report = await server.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Cancel);
        foreach (var publisher in server.Services.GetServices<IHealthCheckPublisher>())
            await publisher.PublishAsync(report, Cancel);
    }
}
