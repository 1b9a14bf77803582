namespace Aspire.Dashboard;

/// <summary>How much is kept. What is older goes first; each kind is bounded by number and by its bytes as they were sent.</summary>
/// <param name="Logs">Entries of logs, 10,000 unless told.</param>
/// <param name="Traces">Traces, 10,000 unless told.</param>
/// <param name="SpansPerTrace">Spans of one trace, 10,000 unless told.</param>
/// <param name="MetricPoints">Points of all instruments, 50,000 unless told.</param>
/// <param name="Lines">Console lines of one resource, 2,000 unless told.</param>
/// <param name="Bytes">Of each kind, 32 MiB unless told.</param>
internal sealed record Limits(int Logs, int Traces, int SpansPerTrace, int MetricPoints, int Lines, long Bytes)
{
    /// <summary>Largest request, also after it is unpacked; 4 MiB as for gRPC everywhere.</summary>
    public const int RequestBytes = 4 << 20;

    /// <summary>Longest console line; what is beyond is cut.</summary>
    public const int LineCharacters = 8 << 10;

    public static Limits Of(IConfiguration section) => new(
        Number(section, "MaxLogCount", 10_000),
        Number(section, "MaxTraceCount", 10_000),
        Number(section, "MaxSpanCount", 10_000),
        Number(section, "MaxMetricsCount", 50_000),
        Number(section, "MaxConsoleLineCount", 2_000),
        Number(section, "MaxBytes", 32 << 20));

    private static int Number(IConfiguration section, string key, int usual)
    {
        var text = section[key];
        return string.IsNullOrEmpty(text) ? usual
            : int.TryParse(text, out var number) && number > 0 ? number
            : throw new InvalidOperationException($"Dashboard:TelemetryLimits:{key} is '{text}': a whole number from 1 on is right.");
    }
}
