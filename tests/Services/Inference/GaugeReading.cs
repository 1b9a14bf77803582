using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PlayCount.Services.Tests.Inference;

/// <summary>A gauge of one host: other hosts of the process have gauges of the same name.</summary>
internal sealed class GaugeReading : IDisposable
{
    private readonly MeterListener _listener = new();
    private object? _scope;
    private int _value;

    public GaugeReading(string name)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == name)
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, _scope))
                _value = value;
        });
        _listener.Start();
    }

    public int Read(IServiceProvider host)
    {
        _scope = host.GetRequiredService<IMeterFactory>();
        _listener.RecordObservableInstruments();
        return _value;
    }

    public void Dispose() => _listener.Dispose();
}
