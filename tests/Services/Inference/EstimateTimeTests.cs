using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace PlayCount.Services.Tests.Inference;

public sealed class EstimateTimeTests : IDisposable
{
    private readonly ModelFolder _folder = new();
    private readonly MeterListener _listener = new();

    public void Dispose()
    {
        _listener.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Is_measured_in_seconds_that_tell_short_estimates_apart()
    {
        var measured = new List<(Histogram<double> Instrument, double Seconds, string From)>();
        object? scope = null;
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "playcount.estimate.duration")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, scope)) // other hosts of the process have one of the same name
                measured.Add(((Histogram<double>)instrument, value, $"{tags[0].Key}={tags[0].Value}"));
        });
        _listener.Start();
        _folder.Write("study/user_1/1x2");
        _folder.WriteClips("SONG", clips: 5, experiment: "study");
        await using var server = await InferenceServer.StartAsync(_folder.Path);
        scope = server.Services.GetRequiredService<IMeterFactory>();

        await server.Client.PredictAsync(
            new() { UserId = "ann", SongId = "SONG" }, cancellationToken: TestContext.Current.CancellationToken);

        var (instrument, seconds, from) = Assert.Single(measured);
        Assert.True(seconds > 0);
        Assert.Equal(("from=song", "s"), (from, instrument.Unit));
        Assert.True(instrument.Advice!.HistogramBucketBoundaries!.Count(bound => bound < 1) >= 5);
    }
}
