using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>A storage that was killed may have lost what it had just taken, although rows tell that it was made.</summary>
public sealed class LostBlobTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private const string Id = "first";

    private readonly TemporaryFolder _folder = new();

    private string Study => _folder.In("data", "blobs", Id);

    [Theory]
    [InlineData(nameof(MapSongs), "config.json")]
    [InlineData(nameof(MapSongs), "selection.json")]
    [InlineData(nameof(CutSong), "users")]
    [InlineData(nameof(TrainNetwork), "config.json")]
    [InlineData(nameof(TrainNetwork), "features/log-mel")]
    [InlineData(nameof(TrainNetwork), "state/songs.txt")]
    [InlineData(nameof(KeepModel), "clips")]
    [InlineData(nameof(KeepModel), "mapping.csv")]
    [InlineData(nameof(KeepModel), "state")]
    public async Task What_is_lost_while_an_experiment_runs_is_made_again(string message, string lost)
    {
        await using var services = await StartAsync(bus => BusFilters.At(bus, message, 1, () =>
        {
            Lose(lost);
            return Task.CompletedTask;
        }));

        var end = await services.RunAsync(Id, run.Input);

        SmallStudy.AssertSame(run, services, end);
        Assert.True(await IsAnewAsync(services), "Nothing was asked for again.");
    }

    [Theory]
    [InlineData("results.json")]
    [InlineData("models")]
    [InlineData("clips")]
    public async Task What_a_done_experiment_loses_soon_after_its_end_is_made_again(string lost)
    {
        await using var services = await StartAsync(bus: null);
        await services.RunAsync(Id, run.Input);

        Lose(lost);
        var end = await AgainAsync(services);

        SmallStudy.AssertSame(run, services, end);
    }

    [Fact]
    public async Task It_fails_where_blobs_are_lost_over_and_over()
    {
        await using var services = await StartAsync(bus => BusFilters.Each(bus, nameof(MapSongs), () => Lose("selection.json")));

        var end = await services.RunAsync(Id, run.Input);

        Assert.Equal(ExperimentState.Failed, end.State);
        Assert.Contains("selection.json", end.Failure, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task<ServicesHost> StartAsync(Action<MassTransit.IBusFactoryConfigurator>? bus) => ServicesHost.StartAsync(
        _folder.In("data"), [run.Input.In("")], Parts.All, bus, ("Experiments:CheckAgainSeconds", "1"));

    private void Lose(string name)
    {
        var path = Path.Combine(Study, name);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    /// <summary>Waits until it has been begun anew, and then for its end.</summary>
    private static async Task<ExperimentView> AgainAsync(ServicesHost services)
    {
        while (!await IsAnewAsync(services))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TestContext.Current.CancellationToken);
        return await services.EndAsync(Id);
    }

    /// <summary>Whether there is work of a second round.</summary>
    private static async Task<bool> IsAnewAsync(ServicesHost services) =>
        (await services.JobsAsync()).Keys.Any(key => key.EndsWith("@2", StringComparison.Ordinal));
}
