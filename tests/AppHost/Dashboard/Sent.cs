using Aspire.Dashboard.Otlp;
using Google.Protobuf;

namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>Small requests of OTLP.</summary>
internal static class Sent
{
    private const string ContentType = "application/x-protobuf";

    /// <summary>Some moment; the requests' own are after it.</summary>
    public static readonly ulong Noon = (ulong)(DateTime.UtcNow.Date.AddHours(-12) - DateTime.UnixEpoch).TotalSeconds * 1_000_000_000;

    public static async Task<HttpResponseMessage> PostAsync(HttpClient sender, string path, IMessage message)
    {
        using var content = Content(message.ToByteArray());
        return await sender.PostAsync(path, content, TestContext.Current.CancellationToken);
    }

    public static ByteArrayContent Content(byte[] bytes, string contentType = ContentType) =>
        new(bytes) { Headers = { ContentType = new(contentType) } };

    public static async Task SendAsync(HttpClient sender, IMessage message)
    {
        var path = message switch { TracesRequest => "/v1/traces", LogsRequest => "/v1/logs", _ => "/v1/metrics" };
        using var answer = await PostAsync(sender, path, message);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode}");
    }

    public static ByteString Id(byte number, int length) => ByteString.CopyFrom([.. new byte[length - 1], number]);

    public static string Hex(byte number, int length) => Convert.ToHexStringLower(Id(number, length).Span);

    public static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new() { StringValue = value } };

    public static TracesRequest Traces(string resource, params Span[] spans) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans { Resource = Of(resource), ScopeSpans = { new ScopeSpans { Scope = Scope("a.source"), Spans = { spans } } } },
        },
    };

    public static LogsRequest Logs(string resource, params LogRecord[] records) => new()
    {
        ResourceLogs =
        {
            new ResourceLogs
            {
                Resource = Of(resource),
                ScopeLogs = { new ScopeLogs { Scope = Scope("A.Category"), LogRecords = { records } } },
            },
        },
    };

    public static MetricsRequest Metrics(string resource, params Metric[] metrics) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = Of(resource),
                ScopeMetrics = { new ScopeMetrics { Scope = Scope("a.meter"), Metrics = { metrics } } },
            },
        },
    };

    /// <param name="trace">Last byte of the trace's id.</param>
    /// <param name="id">Last byte of the span's.</param>
    /// <param name="parent">Last byte of its parent's; 0: it has none.</param>
    /// <param name="name">Its name.</param>
    /// <param name="after">When it begins, in seconds after noon.</param>
    /// <param name="seconds">How long it takes.</param>
    public static Span Span(byte trace, byte id, byte parent, string name, double after = 0, double seconds = 1) => new()
    {
        TraceId = Id(trace, 16),
        SpanId = Id(id, 8),
        ParentSpanId = parent == 0 ? ByteString.Empty : Id(parent, 8),
        Name = name,
        Kind = 2,
        StartTimeUnixNano = Noon + (ulong)(after * 1e9),
        EndTimeUnixNano = Noon + (ulong)((after + seconds) * 1e9),
    };

    public static LogRecord Log(string text, int severity = 9, byte trace = 0, byte span = 0) => new()
    {
        TimeUnixNano = Noon,
        SeverityNumber = severity,
        Body = new() { StringValue = text },
        TraceId = trace == 0 ? ByteString.Empty : Id(trace, 16),
        SpanId = span == 0 ? ByteString.Empty : Id(span, 8),
    };

    public static Metric Gauge(string name, params double[] values) => new()
    {
        Name = name,
        Gauge = new()
        {
            DataPoints = { values.Select((value, i) => new NumberDataPoint { TimeUnixNano = Noon + (ulong)i, AsDouble = value }) },
        },
    };

    private static Resource Of(string name) => new()
    {
        Attributes = { Attribute("service.name", name), Attribute("service.instance.id", "i1") },
    };

    private static InstrumentationScope Scope(string name) => new() { Name = name };
}
