using System.Diagnostics.Metrics;

namespace PlayCount.Extraction;

/// <summary>Figures of Extraction.</summary>
internal sealed class ExtractionTelemetry
{
    /// <summary>Name of the meter.</summary>
    public const string Name = "PlayCount.Extraction";

    private readonly Counter<long> _rows;

    public ExtractionTelemetry(IMeterFactory meters) => _rows = meters.Create(Name).CreateCounter<long>(
        "playcount.extraction.rows", "{row}", "Rows read: the selection reads a file twice, the store at most once");

    /// <summary>Counts the rows that it is told of.</summary>
    /// <param name="reader">Who reads: <c>selection</c> or <c>store</c>.</param>
    public IProgress<long> Rows(string reader) => new Reading(_rows, reader);

    private sealed class Reading(Counter<long> rows, string reader) : IProgress<long>
    {
        public void Report(long value) => rows.Add(value, new KeyValuePair<string, object?>("reader", reader));
    }
}
