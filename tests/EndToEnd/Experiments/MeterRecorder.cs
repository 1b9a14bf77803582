using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>Keeps what the meters of PlayCount measure in this process; each host's are told apart by their scope.</summary>
internal sealed class MeterRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(object? Scope, Measured Measured)> _all = [];

    /// <param name="Name">The instrument.</param>
    /// <param name="Unit">Its unit.</param>
    /// <param name="Value">What was measured.</param>
    /// <param name="Tags"><c>name=value</c>, in the order of the names, with blanks between.</param>
    public sealed record Measured(string Name, string? Unit, double Value, string Tags);

    public MeterRecorder()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name.StartsWith("playcount.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What one instrument of a host has measured.</summary>
    public IReadOnlyList<Measured> Of(ServicesHost host, string name)
    {
        var scope = host.Meters;
        return [.. _all.Where(entry => ReferenceEquals(entry.Scope, scope) && entry.Measured.Name == name).Select(entry => entry.Measured)];
    }

    /// <summary>The sum by tags.</summary>
    public IReadOnlyDictionary<string, double> Sums(ServicesHost host, string name) => Of(host, name).GroupBy(measured => measured.Tags)
        .ToDictionary(group => group.Key, group => group.Sum(measured => measured.Value));

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var texts = tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}"));
        var all = string.Join(' ', texts.Order(StringComparer.Ordinal));
        _all.Enqueue((instrument.Meter.Scope, new Measured(instrument.Name, instrument.Unit, value, all)));
    }
}
