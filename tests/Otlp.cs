using System.Text;
using Google.Protobuf;

namespace PlayCount.Tests;

/// <summary>A span as it arrived.</summary>
internal sealed record OtlpSpan(string Service, string Source, string TraceId, string SpanId, string ParentId, string Name);

/// <summary>A line of a log as it arrived.</summary>
internal sealed record OtlpLine(string Service, string Text, string TraceId);

/// <summary>A figure as it arrived.</summary>
internal sealed record OtlpMetric(string Service, string Meter, string Name);

/// <summary>What is read of the export requests; the numbers are those of opentelemetry-proto 1.x.</summary>
internal static class Otlp
{
    public static IEnumerable<OtlpSpan> Spans(byte[] request) =>
        from entry in Entries(request)
        let span = entry.Message
        select new OtlpSpan(entry.Service, entry.Scope, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5));

    public static IEnumerable<OtlpLine> Lines(byte[] request) =>
        from entry in Entries(request)
        select new OtlpLine(entry.Service, entry.Message.Part(5).Text(1), entry.Message.Hex(9));

    public static IEnumerable<OtlpMetric> Metrics(byte[] request) =>
        from entry in Entries(request)
        select new OtlpMetric(entry.Service, entry.Scope, entry.Message.Text(1));

    /// <summary>All three signals are resources of scopes of entries.</summary>
    private static IEnumerable<(string Service, string Scope, Fields Message)> Entries(byte[] request) =>
        from resource in new Fields(request).Parts(1)
        let service = resource.Part(1).Parts(1).Single(attribute => attribute.Text(1) == "service.name").Part(2).Text(1)
        from scope in resource.Parts(2)
        from message in scope.Parts(2)
        select (service, scope.Part(1).Text(1), message);

    /// <summary>The fields of a message that hold bytes, by number.</summary>
    private sealed class Fields
    {
        private readonly ILookup<int, byte[]> _fields;

        public Fields(byte[] message)
        {
            var fields = new List<(int Number, byte[] Bytes)>();
            using var input = new CodedInputStream(message);
            while (input.ReadTag() is not 0 and var tag)
            {
                if (WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited)
                    fields.Add((WireFormat.GetTagFieldNumber(tag), input.ReadBytes().ToByteArray()));
                else
                    input.SkipLastField();
            }

            _fields = fields.ToLookup(field => field.Number, field => field.Bytes);
        }

        public IEnumerable<Fields> Parts(int number) => _fields[number].Select(bytes => new Fields(bytes));

        public Fields Part(int number) => new(Bytes(number));

        public string Text(int number) => Encoding.UTF8.GetString(Bytes(number));

        public string Hex(int number) => Convert.ToHexStringLower(Bytes(number));

        private byte[] Bytes(int number) => _fields[number].SingleOrDefault() ?? [];
    }
}
