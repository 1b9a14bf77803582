using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>An entry of a log, and who wrote it.</summary>
public sealed record LogEntry(Source Source, LogRecord Record)
{
    public string TraceId { get; } = Convert.ToHexStringLower(Record.TraceId.Span);

    public string SpanId { get; } = Convert.ToHexStringLower(Record.SpanId.Span);

    public ulong TimeUnixNano => Record.TimeUnixNano > 0 ? Record.TimeUnixNano : Record.ObservedTimeUnixNano;

    public string Text => Shown.Value(Record.Body);
}

/// <summary>Which entries are looked for.</summary>
/// <param name="Resource">Of this resource; empty: of all.</param>
/// <param name="Severity">At least so severe, as OTLP counts it.</param>
/// <param name="Text">With this text in the entry, its category or its attributes.</param>
/// <param name="TraceId">Written in this trace.</param>
/// <param name="SpanId">Written in this span.</param>
public sealed record LogFilter(string Resource = "", int Severity = 0, string Text = "", string TraceId = "", string SpanId = "");

/// <summary>The logs that were sent.</summary>
internal sealed class LogStore(Limits limits)
{
    private readonly Lock _lock = new();
    private readonly Bounded<LogEntry> _entries = new(limits.Logs, limits.Bytes);

    public void Add(LogsRequest request)
    {
        lock (_lock)
        {
            foreach (var resource in request.ResourceLogs)
            {
                foreach (var scope in resource.ScopeLogs)
                {
                    var source = Source.Of(resource.Resource, scope.Scope);
                    foreach (var record in scope.LogRecords)
                        _entries.Add(new LogEntry(source, record), record.CalculateSize() + source.Bytes);
                }
            }
        }
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<LogEntry> Find(LogFilter filter, int limit)
    {
        LogEntry[] all;
        lock (_lock)
            all = [.. _entries.Entries];
        return [.. Enumerable.Reverse(all).Where(entry => Has(entry, filter)).Take(limit)];
    }

    public IReadOnlyList<string> Resources()
    {
        lock (_lock)
            return [.. _entries.Entries.Select(entry => entry.Source.Service).Distinct().Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static bool Has(LogEntry entry, LogFilter filter) =>
        (filter.Resource.Length == 0 || string.Equals(entry.Source.Service, filter.Resource, StringComparison.OrdinalIgnoreCase))
        && entry.Record.SeverityNumber >= filter.Severity
        && (filter.TraceId.Length == 0 || entry.TraceId == filter.TraceId)
        && (filter.SpanId.Length == 0 || entry.SpanId == filter.SpanId)
        && (filter.Text.Length == 0 || Texts(entry).Any(text => text.Contains(filter.Text, StringComparison.OrdinalIgnoreCase)));

    private static IEnumerable<string> Texts(LogEntry entry) =>
        [entry.Text, entry.Source.Scope.Name, .. entry.Record.Attributes.Select(attribute => Shown.Value(attribute.Value))];
}
