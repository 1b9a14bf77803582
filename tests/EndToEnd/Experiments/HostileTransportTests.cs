using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class HostileTransportTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Messages_that_come_up_to_five_times_and_in_any_order_change_nothing(int seed)
    {
        using var transport = new HostileTransport(seed);
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), _input.In(""), transport.Disturb);
        var rows = await File.ReadAllTextAsync(_input.Triplets, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_input.Triplets, rows + "no row\n", TestContext.Current.CancellationToken);

        var failed = await services.RunAsync("first", _input);
        await File.WriteAllTextAsync(_input.Triplets, rows, TestContext.Current.CancellationToken);
        await services.Desk.ResumeAsync("first", TestContext.Current.CancellationToken);
        var end = await services.EndAsync("first");
        await transport.SettleAsync(TestContext.Current.CancellationToken);

        Assert.Equal(ExperimentState.Failed, failed.State);
        SmallStudy.AssertSame(run, services, end);
        Assert.True(transport.Overtaken > 0, "No message overtook another.");
        Assert.Equal(Messages(), transport.MostDelivered.Keys.Order(StringComparer.Ordinal));
        Assert.All(transport.MostDelivered, message => Assert.True(message.Value > 1, $"{message.Key} was never repeated."));
    }

    [Fact]
    public async Task An_experiment_ends_though_every_answer_gets_lost_once()
    {
        IReadOnlyCollection<string> lost = [];
        await using var services = await ServicesHost.StartAsync(
            _folder.In("data"), _input.In(""), bus => lost = BusFilters.LoseAnswersOnce(bus));

        var end = await services.RunAsync("first", _input);

        SmallStudy.AssertSame(run, services, end);
        Assert.Equal((await services.JobsAsync()).Count, lost.Count);
    }

    public void Dispose()
    {
        _input.Dispose();
        _folder.Dispose();
    }

    /// <summary>The names of all messages of the contracts but for those of playlists, which no experiment sends.</summary>
    private static IEnumerable<string> Messages() => typeof(IWork).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(IWork).Namespace && type is { IsClass: true, IsPublic: true }).Select(type => type.Name)
        .Except([nameof(MakePlaylist), nameof(PlaylistMade)]).Order(StringComparer.Ordinal);
}
