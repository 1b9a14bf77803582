using System.Net;
using Aspire.Dashboard.Otlp;

namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class PageTests(RunningDashboard fixture) : IClassFixture<RunningDashboard>
{
    private const string Hostile = "<img src=x onerror=alert(1)>\"'&";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DashboardProgram Dashboard => fixture.Program;

    [Fact]
    public async Task Are_for_who_logged_in_alone()
    {
        foreach (var path in (string[])["/", "/console", "/logs", "/traces", "/metrics", "/nowhere"])
        {
            using var answer = await Dashboard.Stranger.GetAsync(path, Stop);
            Assert.Equal((HttpStatusCode.Redirect, "/login"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }

        using var api = await Dashboard.Stranger.GetAsync("/api/telemetry/logs", Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        using var form = new FormUrlEncodedContent([]);
        using var command = await Dashboard.Stranger.PostAsync("/resources/any", form, Stop);
        Assert.Equal("/login", command.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(DashboardProgram.Token + "x")]
    public async Task Are_not_for_a_wrong_token(string token)
    {
        using var answer = await Dashboard.Stranger.GetAsync($"/login?t={token}", Stop);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/telemetry/logs") { Headers = { { "x-api-key", token } } };
        using var api = await Dashboard.Stranger.SendAsync(asked, Stop);
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
    }

    [Fact]
    public async Task Are_for_the_token_by_a_cookie_that_no_script_and_no_other_site_can_use()
    {
        using var answer = await Dashboard.Stranger.GetAsync($"/login?t={DashboardProgram.Token}", Stop);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(DashboardProgram.Token, cookie, StringComparison.Ordinal);
        using var asked = new HttpRequestMessage(HttpMethod.Get, "/api/telemetry/logs")
        {
            Headers = { { "x-api-key", DashboardProgram.Token } },
        };
        using var api = await Dashboard.Stranger.SendAsync(asked, Stop);
        Assert.Equal(HttpStatusCode.OK, api.StatusCode);
    }

    [Fact]
    public async Task Run_no_script_but_their_own_and_are_not_kept()
    {
        using var answer = await Dashboard.Visitor.GetAsync("/logs", Stop);

        Assert.Contains("default-src 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        await Dashboard.ReadAsync("/nowhere", HttpStatusCode.NotFound);
        await Dashboard.ReadAsync("/traces/nowhere", HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Show_as_text_whatever_was_sent()
    {
        var span = Sent.Span(31, 1, 0, Hostile);
        span.Attributes.Add(Sent.Attribute(Hostile, Hostile));
        span.Events.Add(new Span.Types.Event { Name = Hostile });
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces(Hostile, span));
        var log = Sent.Log(Hostile, trace: 31, span: 1);
        log.Attributes.Add(Sent.Attribute(Hostile, Hostile));
        await Sent.SendAsync(Dashboard.Sender, Sent.Logs(Hostile, log));
        await Sent.SendAsync(Dashboard.Sender, Sent.Metrics(Hostile, Sent.Gauge(Hostile, 1, 2)));
        var encoded = Uri.EscapeDataString(Hostile);

        foreach (var path in (string[])["/logs", "/traces", $"/traces/{Sent.Hex(31, 16)}?span={Sent.Hex(1, 8)}",
            $"/metrics?resource={encoded}&meter=a.meter&name={encoded}", $"/logs?text={encoded}&traceId={encoded}"])
        {
            var page = await Dashboard.ReadAsync(path);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.Contains("&lt;img", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Find_logs_by_resource_level_text_and_trace()
    {
        await Sent.SendAsync(Dashboard.Sender, Sent.Logs("shop", Sent.Log("opened", 9), Sent.Log("burnt", 17, trace: 32)));
        await Sent.SendAsync(Dashboard.Sender, Sent.Logs("mill", Sent.Log("grinding", 5)));

        await AssertAsync("/logs?resource=shop", ["opened", "burnt"], ["grinding"]);
        await AssertAsync("/logs?resource=shop&severity=13", ["burnt", $"/traces/{Sent.Hex(32, 16)}"], ["opened"]);
        await AssertAsync("/logs?text=GRIND", ["grinding"], ["burnt"]);
        await AssertAsync($"/logs?traceId={Sent.Hex(32, 16)}", ["burnt"], ["opened"]);
    }

    [Fact]
    public async Task Draw_a_trace_with_each_span_below_its_parent()
    {
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces(
            "front", Sent.Span(33, 3, 2, "grandchild", after: 2, seconds: 1), Sent.Span(33, 1, 0, "root", seconds: 4),
            Sent.Span(33, 2, 1, "child", after: 1, seconds: 2)));
        await Sent.SendAsync(Dashboard.Sender, Sent.Logs("front", Sent.Log("said in the child", trace: 33, span: 2)));

        var page = await AssertAsync($"/traces/{Sent.Hex(33, 16)}?span={Sent.Hex(2, 8)}", ["said in the child", "took 4 s"], []);

        Assert.Matches("(?s)depth0.*root.*x=\"0%\" width=\"100%\".*depth1.*child.*x=\"25%\" width=\"50%\""
            + ".*depth2.*grandchild.*x=\"50%\" width=\"25%\"", page);
    }

    [Fact]
    public async Task Draw_a_trace_whose_spans_are_each_others_parents()
    {
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces("ring", Sent.Span(34, 1, 2, "hen"), Sent.Span(34, 2, 1, "egg")));

        await AssertAsync($"/traces/{Sent.Hex(34, 16)}", ["hen", "egg"], []);
    }

    [Fact]
    public async Task Draw_a_span_that_is_short_and_at_the_very_end()
    {
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces(
            "late", Sent.Span(35, 1, 0, "whole", seconds: 1), Sent.Span(35, 2, 1, "last", after: 1, seconds: 0)));

        await AssertAsync($"/traces/{Sent.Hex(35, 16)}", ["x=\"99.7%\" width=\"0.3%\""], []);
    }

    [Fact]
    public async Task Draw_of_many_spans_the_longest_and_what_they_are_below()
    {
        var short_ = Enumerable.Range(3, 600).Select(i =>
        {
            var span = Sent.Span(36, 0, 1, $"short-{i}-", after: 1, seconds: i / 1000.0);
            span.SpanId = Google.Protobuf.ByteString.CopyFrom(BitConverter.GetBytes((long)i));
            return span;
        });
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces(
            "many", [Sent.Span(36, 1, 0, "above", seconds: 0), Sent.Span(36, 2, 1, "long", seconds: 9), .. short_]));

        await AssertAsync($"/traces/{Sent.Hex(36, 16)}", [">above<", ">long<", ">short-602-<", "101 shorter spans"], [">short-103-<"]);
    }

    /// <remarks>Ten of 0 to 10 and ten of 10 to 20: linear within each, half lie below 10, 90 % below 18, 99 % below 19.8.</remarks>
    [Fact]
    public async Task Tell_the_percentiles_of_histograms()
    {
        var point = new HistogramDataPoint
        {
            TimeUnixNano = Sent.Noon,
            Count = 20,
            Sum = 200,
            ExplicitBounds = { 10, 20 },
            BucketCounts = { 10, 10, 0 },
        };
        var histogram = new Metric { Name = "sizes", Histogram = new() { AggregationTemporality = 2, DataPoints = { point } } };
        await Sent.SendAsync(Dashboard.Sender, Sent.Metrics("sized", histogram));

        await AssertAsync(
            "/metrics?resource=sized&meter=a.meter&name=sizes", ["<td>20</td><td>10</td><td>10</td><td>18</td><td>19.8</td>"], []);
    }

    /// <remarks>From 10 to 40 in 10 s is 3 a second.</remarks>
    [Fact]
    public async Task Draw_counters_as_rates()
    {
        var sum = new Sum
        {
            AggregationTemporality = 2,
            IsMonotonic = true,
            DataPoints =
            {
                new NumberDataPoint { TimeUnixNano = Sent.Noon, AsInt = 10 },
                new NumberDataPoint { TimeUnixNano = Sent.Noon + 10_000_000_000, AsInt = 40 },
            },
        };
        await Sent.SendAsync(Dashboard.Sender, Sent.Metrics("counted", new Metric { Name = "rows", Sum = sum }));

        await AssertAsync("/metrics?resource=counted&meter=a.meter&name=rows", ["rows: from 3 to 3", "<td>40</td>"], []);
    }

    private async Task<string> AssertAsync(string path, string[] parts, string[] others)
    {
        var page = string.Concat((await Dashboard.ReadAsync(path)).Split('\n').Select(line => line.Trim()));
        Assert.All(parts, part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.All(others, part => Assert.DoesNotContain(part, page, StringComparison.Ordinal));
        return page;
    }
}
