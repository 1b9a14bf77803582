using System.Net;
using Aspire.Dashboard.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class HostConnectionTests : IAsyncLifetime
{
    private DashboardProgram _dashboard = null!;
    private GrpcChannel _channel = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _dashboard = await DashboardProgram.StartAsync(("Dashboard__TelemetryLimits__MaxConsoleLineCount", "2"));
        _channel = GrpcChannel.ForAddress(_dashboard.OtlpGrpc);
    }

    [Fact]
    public async Task Is_refused_without_its_key()
    {
        using var call = Connect(DashboardProgram.OtlpKey);

        var error = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Stop));

        Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
    }

    [Fact]
    public async Task Ended_leaves_what_was_told_and_pages_that_say_so()
    {
        Assert.Contains("No AppHost is connected", await _dashboard.ReadAsync("/"), StringComparison.Ordinal);
        using (var call = Connect(DashboardProgram.ResourceKey))
        {
            await TellAsync(call);
            var page = await _dashboard.ReadUntilAsync("/console", page => page.Contains("third &lt;line&gt;", StringComparison.Ordinal));
            Assert.Contains("second", page, StringComparison.Ordinal);
            Assert.DoesNotContain("first", page, StringComparison.Ordinal);
            page = await _dashboard.ReadAsync("/");
            Assert.Contains("http://localhost:1234", page, StringComparison.Ordinal);
            Assert.DoesNotContain("AppHost is gone", page, StringComparison.Ordinal);
            Assert.DoesNotContain("href=\"javascript", page, StringComparison.Ordinal);
        }

        var gone = await _dashboard.ReadUntilAsync("/", page => page.Contains("The AppHost is gone", StringComparison.Ordinal));
        Assert.Contains("baker", gone, StringComparison.Ordinal);
        Assert.DoesNotContain("<button name", gone, StringComparison.Ordinal);
        Assert.Contains("•••• (secret)", await _dashboard.ReadAsync("/resources/baker"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_asked_what_a_button_says_when_our_own_page_sent_it()
    {
        using var call = Connect(DashboardProgram.ResourceKey);
        await TellAsync(call);
        await _dashboard.ReadUntilAsync("/", page => page.Contains("restart baker", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.BadRequest, await DashboardProgram.PressAsync(_dashboard.Visitor, "baker", "stop", withProof: false));
        Assert.Equal(HttpStatusCode.BadRequest, await DashboardProgram.PressAsync(_dashboard.Visitor, "baker", "burn"));
        Assert.Equal(HttpStatusCode.Conflict, await DashboardProgram.PressAsync(_dashboard.Visitor, "nobody", "stop"));
        Assert.Equal(HttpStatusCode.SeeOther, await DashboardProgram.PressAsync(_dashboard.Visitor, "baker", "restart"));

        Assert.True(await call.ResponseStream.MoveNext(Stop) && await call.ResponseStream.MoveNext(Stop)); // let in, then asked
        Assert.Equal(("baker", "restart"), (call.ResponseStream.Current.Resource, call.ResponseStream.Current.Name));
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _dashboard.DisposeAsync();
    }

    private AsyncDuplexStreamingCall<HostUpdate, HostCommand> Connect(string key) => new Application.ApplicationClient(_channel)
        .Connect(new Metadata { { "x-resource-api-key", key } }, cancellationToken: Stop);

    private static async Task TellAsync(AsyncDuplexStreamingCall<HostUpdate, HostCommand> call)
    {
        await call.RequestStream.WriteAsync(new HostUpdate { Application = "bakery" }, Stop);
        var state = new ResourceState { Name = "baker", Type = "Project", State = "Running", Health = "Healthy", CanBeCommanded = true };
        state.Endpoints.Add(new Endpoint { Name = "http", Url = "http://localhost:1234" });
        state.Endpoints.Add(new Endpoint { Name = "odd", Url = "javascript:alert(1)" });
        state.Environment.Add(new Variable { Name = "PASSWORD", IsSecret = true });
        await call.RequestStream.WriteAsync(new HostUpdate { Resource = state }, Stop);
        foreach (var (text, i) in new[] { "first", "second", "third <line>" }.Select((text, i) => (text, i)))
            await call.RequestStream.WriteAsync(new HostUpdate { Line = new() { Resource = "baker", Number = i + 1, Text = text } }, Stop);
    }
}
