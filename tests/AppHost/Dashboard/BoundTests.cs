namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class BoundTests
{
    [Fact]
    public async Task Of_numbers_let_the_oldest_go_first()
    {
        await using var dashboard = await DashboardProgram.StartAsync(
            ("Dashboard__TelemetryLimits__MaxLogCount", "2"), ("Dashboard__TelemetryLimits__MaxTraceCount", "2"),
            ("Dashboard__TelemetryLimits__MaxSpanCount", "3"), ("Dashboard__TelemetryLimits__MaxMetricsCount", "2"));

        await Sent.SendAsync(dashboard.Sender, Sent.Logs("r", Sent.Log("log-a"), Sent.Log("log-b"), Sent.Log("log-c")));
        await Sent.SendAsync(dashboard.Sender, Sent.Traces("r", Sent.Span(1, 1, 0, "trace-a"), Sent.Span(2, 1, 0, "trace-b")));
        await Sent.SendAsync(dashboard.Sender, Sent.Traces(
            "r", [.. Enumerable.Range(1, 5).Select(i => Sent.Span(3, (byte)i, 0, $"span-{i}"))]));
        await Sent.SendAsync(dashboard.Sender, Sent.Metrics("r", Sent.Gauge("gauge-a", 1), Sent.Gauge("gauge-b", 2, 3)));
        await Sent.SendAsync(dashboard.Sender, Sent.Traces(
            "r", [Sent.Span(4, 9, 0, "root"), .. Enumerable.Range(1, 4).Select(i => Sent.Span(4, (byte)i, 9, $"below-{i}"))]));

        AssertHas(await dashboard.ReadAsync($"/traces/{Sent.Hex(4, 16)}"), ["root", "below-3", "below-4"], ["below-2"]);
        AssertHas(await dashboard.ReadAsync("/logs"), ["log-b", "log-c"], ["log-a"]);
        AssertHas(await dashboard.ReadAsync("/traces"), ["root", "span-3"], ["trace-a", "trace-b"]);
        AssertHas(
            await dashboard.ReadAsync($"/traces/{Sent.Hex(3, 16)}"), ["span-3", "span-5", "2 older spans are not kept"], ["span-2"]);
        AssertHas(await dashboard.ReadAsync("/metrics"), ["gauge-b"], ["gauge-a"]);
    }

    [Fact]
    public async Task Of_bytes_let_the_oldest_go_first()
    {
        await using var dashboard = await DashboardProgram.StartAsync(("Dashboard__TelemetryLimits__MaxBytes", "5000"));
        var long_ = new string('x', 3000);

        await Sent.SendAsync(dashboard.Sender, Sent.Logs("r", Sent.Log("log-a" + long_), Sent.Log("log-b" + long_)));
        await Sent.SendAsync(dashboard.Sender, Sent.Traces(
            "r", Sent.Span(1, 1, 0, "trace-a" + long_), Sent.Span(2, 1, 0, "trace-b" + long_)));

        AssertHas(await dashboard.ReadAsync("/logs"), ["log-b"], ["log-a"]);
        AssertHas(await dashboard.ReadAsync("/traces"), ["trace-b"], ["trace-a"]);
    }

    private static void AssertHas(string page, string[] parts, string[] others)
    {
        Assert.All(parts, part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.All(others, part => Assert.DoesNotContain(part, page, StringComparison.Ordinal));
    }
}
