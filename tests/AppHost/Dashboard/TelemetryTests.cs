using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Otlp;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;

namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class TelemetryTests(RunningDashboard fixture) : IClassFixture<RunningDashboard>
{
    private const int LargestRequest = 4 << 20;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private DashboardProgram Dashboard => fixture.Program;

    [Fact]
    public async Task Without_the_key_is_refused()
    {
        using var wrong = new HttpClient { BaseAddress = Dashboard.OtlpHttp, DefaultRequestHeaders = { { "x-otlp-api-key", "wrong" } } };
        using var none = new HttpClient { BaseAddress = Dashboard.OtlpHttp };
        using var channel = GrpcChannel.ForAddress(Dashboard.OtlpGrpc);

        using var first = await Sent.PostAsync(wrong, "/v1/logs", Sent.Logs("keyless", Sent.Log("text")));
        using var second = await Sent.PostAsync(none, "/v1/logs", Sent.Logs("keyless", Sent.Log("text")));
        var third = await Assert.ThrowsAsync<RpcException>(() => new LogsService.LogsServiceClient(channel)
            .ExportAsync(Sent.Logs("keyless", Sent.Log("text")), cancellationToken: Stop).ResponseAsync);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (first.StatusCode, second.StatusCode));
        Assert.Equal(StatusCode.Unauthenticated, third.StatusCode);
        Assert.Empty(await Dashboard.JsonAsync("/api/telemetry/logs?resource=keyless"));
    }

    [Fact]
    public async Task That_cannot_be_read_is_refused_with_the_reason()
    {
        await AssertRefusedAsync(
            HttpStatusCode.UnsupportedMediaType, "application/x-protobuf is read here", Sent.Content([], "application/json"));
        await AssertRefusedAsync(HttpStatusCode.BadRequest, "cannot be read", Sent.Content([0x0a, 0xff]));
        await AssertRefusedAsync(HttpStatusCode.RequestEntityTooLarge, "", Sent.Content(new byte[LargestRequest + 1]));
        await AssertRefusedAsync(
            HttpStatusCode.RequestEntityTooLarge, $"larger than {LargestRequest} bytes", Packed(new byte[LargestRequest + 1]));
    }

    [Fact]
    public async Task Is_taken_packed()
    {
        using var content = Packed(Sent.Logs("packed", Sent.Log("text")).ToByteArray());

        using var answer = await Dashboard.Sender.PostAsync("/v1/logs", content, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEmpty(await Dashboard.JsonAsync("/api/telemetry/logs?resource=packed"));
    }

    [Fact]
    public async Task Of_a_kind_that_is_not_kept_is_counted_in_the_answer()
    {
        var summary = new Metric { Name = "summary", Summary = new() { DataPoints = { new UnreadPoint(), new UnreadPoint() } } };
        var delta = new Metric { Name = "delta", Sum = new() { AggregationTemporality = 1, DataPoints = { new NumberDataPoint() } } };

        using var answer = await Sent.PostAsync(
            Dashboard.Sender, "/v1/metrics", Sent.Metrics("partly", summary, delta, Sent.Gauge("kept", 1)));

        var partial = ExportResponse.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(Stop)).PartialSuccess;
        Assert.Equal(3, partial.Rejected);
        Assert.Contains("explicit bounds", partial.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("name=kept", await Dashboard.ReadAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_found_by_trace_and_limit()
    {
        await Sent.SendAsync(Dashboard.Sender, Sent.Traces("found", Sent.Span(21, 1, 0, "one"), Sent.Span(22, 1, 0, "two")));
        await Sent.SendAsync(Dashboard.Sender, Sent.Logs("found", Sent.Log("a", trace: 21), Sent.Log("b", trace: 22), Sent.Log("c")));

        Assert.Equal(["one"], Names(await Dashboard.JsonAsync($"/api/telemetry/traces?traceId={Sent.Hex(21, 16)}")));
        Assert.Equal(["two"], Names(await Dashboard.JsonAsync("/api/telemetry/traces?resource=found&limit=1")));
        var logs = await Dashboard.JsonAsync($"/api/telemetry/logs?traceId={Sent.Hex(22, 16)}");
        Assert.Equal("b", (string?)logs["resourceLogs"]![0]!["scopeLogs"]![0]!["logRecords"]![0]!["body"]!["stringValue"]);
    }

    private static IEnumerable<string?> Names(JsonObject traces) => DashboardProgram.Spans(traces).Select(span => (string?)span["name"]);

    private static ByteArrayContent Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(bytes);
        var content = Sent.Content(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task AssertRefusedAsync(HttpStatusCode status, string reason, HttpContent content)
    {
        using (content)
        using (var answer = await Dashboard.Sender.PostAsync("/v1/traces", content, Stop))
        {
            Assert.Equal(status, answer.StatusCode);
            Assert.Contains(reason, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }
    }
}
