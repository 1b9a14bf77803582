using System.Text.Json.Nodes;
using Aspire.Dashboard.Otlp;
using Google.Protobuf;

namespace Aspire.Dashboard.Telemetry;

/// <summary>What was sent, given again as OTLP in JSON.</summary>
internal static class TelemetryApi
{
    private const int UsualLimit = 100;
    private const int MaxLimit = 10_000;
    private const int MaxDepth = 1000; // protobuf reads 100 levels of values, each of which is some in JSON

    /// <summary>In OTLP's JSON these bytes are hexadecimal, unlike in protobuf's.</summary>
    private static readonly string[] Ids = ["traceId", "spanId", "parentSpanId"];

    public static void MapTelemetryApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/telemetry/traces", (TraceStore store, string? resource, string? traceId, int? limit) =>
        {
            var found = traceId is null ? store.Find(resource ?? "", "", Bound(limit))
                : store.Get(traceId) is { } one ? [one] : [];
            return Json(Request(found.SelectMany(trace => trace.Spans)
                .Where(span => resource is null || string.Equals(span.Source.Service, resource, StringComparison.OrdinalIgnoreCase))));
        });
        app.MapGet("/api/telemetry/logs", (LogStore store, string? resource, string? traceId, int? limit) =>
            Json(Request(store.Find(new LogFilter(Resource: resource ?? "", TraceId: traceId ?? ""), Bound(limit)))));
    }

    private static int Bound(int? limit) => Math.Clamp(limit ?? UsualLimit, 1, MaxLimit);

    private static TracesRequest Request(IEnumerable<SpanEntry> spans)
    {
        var request = new TracesRequest();
        foreach (var resource in spans.GroupBy(span => span.Source.Resource))
        {
            var part = new ResourceSpans { Resource = resource.Key };
            foreach (var scope in resource.GroupBy(span => span.Source.Scope))
                part.ScopeSpans.Add(new ScopeSpans { Scope = scope.Key, Spans = { scope.Select(span => span.Span) } });
            request.ResourceSpans.Add(part);
        }

        return request;
    }

    private static LogsRequest Request(IEnumerable<LogEntry> entries)
    {
        var request = new LogsRequest();
        foreach (var resource in entries.GroupBy(entry => entry.Source.Resource))
        {
            var part = new ResourceLogs { Resource = resource.Key };
            foreach (var scope in resource.GroupBy(entry => entry.Source.Scope))
                part.ScopeLogs.Add(new ScopeLogs { Scope = scope.Key, LogRecords = { scope.Select(entry => entry.Record) } });
            request.ResourceLogs.Add(part);
        }

        return request;
    }

    private static IResult Json(IMessage message)
    {
        var json = JsonNode.Parse(JsonFormatter.Default.Format(message), documentOptions: new() { MaxDepth = MaxDepth })!;
        WriteIds(json);
        return Results.Text(json.ToJsonString(), "application/json; charset=utf-8");
    }

    private static void WriteIds(JsonNode? node)
    {
        if (node is JsonArray array)
        {
            foreach (var entry in array)
                WriteIds(entry);
        }
        else if (node is JsonObject properties)
        {
            foreach (var id in Ids.Where(properties.ContainsKey))
                properties[id] = Convert.ToHexStringLower(Convert.FromBase64String(properties[id]!.GetValue<string>()));
            foreach (var (_, inner) in properties)
                WriteIds(inner);
        }
    }
}
