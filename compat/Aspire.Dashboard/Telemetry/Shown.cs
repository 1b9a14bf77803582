using System.Globalization;
using Aspire.Dashboard.Otlp;

namespace Aspire.Dashboard.Telemetry;

/// <summary>Telemetry as text.</summary>
internal static class Shown
{
    private const ulong NanosecondsPerTick = 100;
    private static readonly string[] Levels = ["Trace", "Debug", "Information", "Warning", "Error", "Critical"];
    private static readonly string[] Kinds = ["unspecified", "internal", "server", "client", "producer", "consumer"];

    public static string Value(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(", ", value.ArrayValue.Values.Select(Value))}]",
        AnyValue.ValueOneofCase.KvlistValue => $"{{{Attributes(value.KvlistValue.Values)}}}",
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToBase64(),
        _ => "",
    };

    public static string Attributes(IEnumerable<KeyValue> attributes) =>
        string.Join(", ", attributes.Select(attribute => $"{attribute.Key}={Value(attribute.Value)}"));

    public static DateTime Moment(ulong unixNano) =>
        DateTime.UnixEpoch.AddTicks((long)Math.Min(unixNano / NanosecondsPerTick, (ulong)(DateTime.MaxValue - DateTime.UnixEpoch).Ticks));

    /// <summary>A moment of the machine's day, or with its date when it is another day's.</summary>
    public static string Time(DateTime utc)
    {
        var local = utc.ToLocalTime();
        return local.ToString(
            local.Date == DateTime.Now.Date ? "HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    public static string Time(ulong unixNano) => Time(Moment(unixNano));

    public static string Duration(double seconds) => seconds switch
    {
        < 1e-3 => $"{Number(seconds * 1e6)} µs",
        < 1 => $"{Number(seconds * 1e3)} ms",
        < 120 => $"{Number(seconds)} s",
        _ => $"{Number(seconds / 60)} min",
    };

    /// <summary>Four significant digits, or a whole number.</summary>
    public static string Number(double number) =>
        number.ToString(Math.Abs(number) is >= 1e4 and < 1e15 ? "#,0" : "G4", CultureInfo.InvariantCulture);

    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";

    public static string Level(int severity) => severity is < 1 or > 24 ? "–" : Levels[(severity - 1) / 4];

    public static string Kind(int kind) => kind >= 0 && kind < Kinds.Length ? Kinds[kind] : Kinds[0];
}
