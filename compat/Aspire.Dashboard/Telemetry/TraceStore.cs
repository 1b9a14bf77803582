using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>A span, and who sent it.</summary>
public sealed record SpanEntry(Source Source, Span Span)
{
    public string TraceId { get; } = Convert.ToHexStringLower(Span.TraceId.Span);

    public string Id { get; } = Convert.ToHexStringLower(Span.SpanId.Span);

    public string ParentId { get; } = Convert.ToHexStringLower(Span.ParentSpanId.Span);

    public bool Failed => Span.Status?.Code == 2;

    public ulong Start => Span.StartTimeUnixNano;

    public ulong End => Math.Max(Span.EndTimeUnixNano, Span.StartTimeUnixNano);
}

/// <summary>A trace as far as it is known.</summary>
/// <param name="Id">In hexadecimal digits.</param>
/// <param name="Spans">By their start.</param>
/// <param name="Gone">How many more there were, which went for newer ones.</param>
public sealed record TraceView(string Id, IReadOnlyList<SpanEntry> Spans, int Gone)
{
    public ulong Start => Spans[0].Start;

    public double Seconds => (Spans.Max(span => span.End) - Start) / 1e9;

    /// <summary>The span that all began with, or the first that is known.</summary>
    public SpanEntry First => Spans.FirstOrDefault(span => span.ParentId.Length == 0) ?? Spans[0];

    public IEnumerable<string> Resources => Spans.Select(span => span.Source.Service).Distinct();

    public int Errors => Spans.Count(span => span.Failed);
}

/// <summary>The traces that were sent.</summary>
internal sealed class TraceStore(Limits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Trace> _traces = [];
    private readonly Queue<Trace> _order = new();
    private long _bytes;

    public void Add(TracesRequest request)
    {
        lock (_lock)
        {
            foreach (var resource in request.ResourceSpans)
            {
                foreach (var scope in resource.ScopeSpans)
                {
                    var source = Source.Of(resource.Resource, scope.Scope);
                    foreach (var span in scope.Spans.Where(span => !span.TraceId.IsEmpty && !span.SpanId.IsEmpty))
                        Add(new SpanEntry(source, span));
                }
            }
        }
    }

    /// <summary>Newest first.</summary>
    /// <param name="resource">With spans of this resource; empty: all.</param>
    /// <param name="text">With a span of such a name; empty: all.</param>
    /// <param name="limit">At most so many.</param>
    public IReadOnlyList<TraceView> Find(string resource, string text, int limit)
    {
        lock (_lock)
        {
            return [.. _order.Reverse().Where(trace => trace.Spans.Values.Any(span =>
                (resource.Length == 0 || string.Equals(span.Source.Service, resource, StringComparison.OrdinalIgnoreCase))
                && span.Span.Name.Contains(text, StringComparison.OrdinalIgnoreCase))).Take(limit).Select(trace => trace.View())];
        }
    }

    public TraceView? Get(string id)
    {
        lock (_lock)
            return _traces.GetValueOrDefault(id)?.View();
    }

    public IReadOnlyList<string> Resources()
    {
        lock (_lock)
        {
            return [.. _traces.Values.SelectMany(trace => trace.Spans.Values).Select(span => span.Source.Service).Distinct()
                .Order(StringComparer.OrdinalIgnoreCase)];
        }
    }

    private void Add(SpanEntry entry)
    {
        if (!_traces.TryGetValue(entry.TraceId, out var trace))
        {
            _traces.Add(entry.TraceId, trace = new Trace(entry.TraceId));
            _order.Enqueue(trace);
        }

        // What is sent again, because an answer was lost, is not there twice.
        if (trace.Spans.TryGetValue(entry.Id, out var same))
            Forget(trace, same);
        trace.Spans.Add(entry.Id, entry);
        _bytes += Bytes(entry);
        if (trace.Spans.Count > limits.SpansPerTrace)
        {
            // The beginning of it all is kept: what is below makes little sense without.
            Forget(trace, trace.Spans.Values.FirstOrDefault(span => span.ParentId.Length > 0) ?? trace.Spans.GetAt(0).Value);
            trace.Gone++;
        }

        while (_order.Count > limits.Traces || _bytes > limits.Bytes)
        {
            var oldest = _order.Dequeue();
            _traces.Remove(oldest.Id);
            _bytes -= oldest.Spans.Values.Sum(Bytes);
        }
    }

    private void Forget(Trace trace, SpanEntry span)
    {
        trace.Spans.Remove(span.Id);
        _bytes -= Bytes(span);
    }

    private static long Bytes(SpanEntry entry) => entry.Span.CalculateSize() + entry.Source.Bytes;

    private sealed class Trace(string id)
    {
        public string Id => id;

        public OrderedDictionary<string, SpanEntry> Spans { get; } = [];

        public int Gone { get; set; }

        public TraceView View() => new(id, [.. Spans.Values.OrderBy(span => span.Start)], Gone);
    }
}
