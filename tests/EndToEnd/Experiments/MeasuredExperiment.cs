using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>One experiment that has ended, and what was measured of it.</summary>
public sealed class MeasuredExperiment : IAsyncLifetime
{
    public const string Id = "first";

    private readonly TemporaryFolder _folder = new();
    private readonly MeterRecorder _meters = new();

    internal RunInput Input { get; } = new();

    internal ServicesHost Services { get; private set; } = null!;

    internal string Study => Services.Study(Id);

    public async ValueTask InitializeAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Services = await ServicesHost.StartAsync(
            _folder.In("data"),
            [Input.In("")],
            Parts.All,
            bus => BusFilters.After(bus, nameof(ExperimentEnded), () => told.TrySetResult()),
            ("Jobs:LeaseSeconds", "60")); // so long that a slow machine does no work twice
        Assert.Equal(ExperimentState.Done, (await Services.RunAsync(Id, Input)).State);
        await told.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        _meters.Dispose();
        Input.Dispose();
        _folder.Dispose();
    }

    internal IReadOnlyList<MeterRecorder.Measured> Of(string name) => _meters.Of(Services, name);

    internal IReadOnlyDictionary<string, double> Sums(string name) => _meters.Sums(Services, name);
}
