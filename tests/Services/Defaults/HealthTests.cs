using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Defaults;

public sealed class HealthTests : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-health-");

    [Theory]
    [InlineData("health")]
    [InlineData("alive")]
    public async Task Is_told_to_this_machine_in_one_word(string path)
    {
        await using var app = await DefaultsApp.StartAsync(_folder.FullName);

        var response = await app.Client.GetAsync(path, Cancel);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Theory]
    [InlineData(HealthStatus.Degraded)]
    [InlineData(HealthStatus.Unhealthy)]
    public async Task Asks_every_check_where_being_alive_asks_those_of_the_process(HealthStatus status)
    {
        await using var app = await DefaultsApp.StartAsync(_folder.FullName, builder =>
            builder.Services.AddHealthChecks().AddCheck("broker", () => new HealthCheckResult(status, "The password is wrong.")));

        var health = await app.Client.GetAsync("health", Cancel);
        var alive = await app.Client.GetAsync("alive", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        Assert.Equal($"{status}", await health.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Fails_with_a_check_that_does_not_end()
    {
        await using var app = await DefaultsApp.StartAsync(_folder.FullName, builder =>
            builder.Services.AddHealthChecks().AddAsyncCheck("stuck", async cancel =>
            {
                await Task.Delay(Timeout.Infinite, cancel);
                return HealthCheckResult.Healthy();
            }), ("Health:CheckSeconds", "0.1"));

        var response = await app.Client.GetAsync("health", Cancel);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", 1, 200)]
    [InlineData("::1", 1, 200)]
    [InlineData("::ffff:127.0.0.1", 1, 200)]
    [InlineData("192.0.2.7", 1, 404)]
    [InlineData(null, 1, 404)]
    [InlineData("192.0.2.7", 0, 200)] // 0 stands for the health port
    public async Task Is_told_where_the_connection_came_in_over_the_loopback_interface_or_the_health_port(
        string? address, int port, int status)
    {
        var healthPort = LoopbackPort.Free();
        await using var app = await DefaultsApp.StartAsync(_folder.FullName,
            ("Health:Port", $"{healthPort}"), ("Kestrel:Endpoints:Health:Url", $"http://127.0.0.1:{healthPort}"));
        var context = new DefaultHttpContext { RequestServices = app.Services };
        context.Connection.LocalIpAddress = address is null ? null : IPAddress.Parse(address);
        context.Connection.LocalPort = port == 0 ? healthPort : port;
        context.Connection.RemoteIpAddress = IPAddress.Loopback; // what a proxy's header may claim

        await Endpoint(app).RequestDelegate!(context);

        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task Is_refused_a_port_that_nobody_listens_on()
    {
        var port = LoopbackPort.Free();

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            DefaultsApp.StartAsync(_folder.FullName, ("Health:Port", $"{port}")));

        Assert.StartsWith(
            $"Health:Port is {port}, and the service listens on http://127.0.0.1:", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Health:Port", "0")]
    [InlineData("Health:CheckSeconds", "0")]
    public async Task Is_refused_settings_out_of_range(string key, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => DefaultsApp.StartAsync(_folder.FullName, (key, value)));

    public void Dispose() => _folder.Delete(recursive: true);

    private static RouteEndpoint Endpoint(DefaultsApp app) => app.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == "/alive");
}
