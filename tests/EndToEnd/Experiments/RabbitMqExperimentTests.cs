using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Conducting;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Experiments;

[Trait("Set", "Full")]
public sealed class RabbitMqExperimentTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Services_that_share_a_broker_and_their_data_alone_do_each_work_once()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        await using var leading = await StartAsync(server, Parts.Leading);
        await using var preparing = await StartAsync(server, Parts.Preparing);
        await using var training = await StartAsync(server, Parts.Training);
        await using var more = await StartAsync(server, Parts.Preparing | Parts.Training);

        var end = await leading.RunAsync("first", run.Input);

        await AssertDoneOnceAsync(leading, end);
    }

    [Theory]
    [InlineData(nameof(MapSongs), 1)]
    [InlineData(nameof(CutSong), 6)]
    [InlineData(nameof(TrainNetwork), 5)]
    public async Task A_broker_that_is_killed_in_the_middle_costs_time_alone(string message, int time)
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        var reached = new TaskCompletionSource();
        await using var leading = await StartAsync(server, Parts.Leading);
        await using var working = await StartAsync(
            server, Parts.Preparing | Parts.Training, bus => BusFilters.At(bus, message, time, () =>
            {
                reached.TrySetResult();
                return Task.CompletedTask;
            }));
        await leading.Desk.StartAsync("first", SmallStudy.Request(run.Input), TestContext.Current.CancellationToken);
        await reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        await server.KillAsync();
        await server.StartAsync();
        var end = await leading.EndAsync("first");

        await AssertDoneOnceAsync(leading, end);
    }

    [Fact]
    public async Task A_cancellation_stops_the_work_of_every_process()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        ServicesHost? leading = null;
        Task? cancelled = null;
        await using (leading = await StartAsync(server, Parts.Leading))
        await using (await StartAsync(server, Parts.Preparing | Parts.Training, CancelAtTraining))
        await using (await StartAsync(server, Parts.Preparing | Parts.Training, CancelAtTraining))
        {
            var end = await leading.RunAsync("first", run.Input);
            await cancelled!;
            await leading.Desk.ResumeAsync("first", TestContext.Current.CancellationToken);
            var done = await leading.EndAsync("first");

            Assert.Equal(ExperimentState.Cancelled, end.State);
            SmallStudy.AssertSame(run, leading, done);
        }

        void CancelAtTraining(MassTransit.IBusFactoryConfigurator bus) => BusFilters.At(
            bus, nameof(TrainNetwork), 1, () => cancelled ??= leading!.Desk.CancelAsync("first", CancellationToken.None));
    }

    public void Dispose() => _folder.Dispose();

    private Task<ServicesHost> StartAsync(RabbitMqServer server, Parts parts, Action<MassTransit.IBusFactoryConfigurator>? bus = null) =>
        ServicesHost.StartAsync(_folder.In("data"), [run.Input.In("")], parts, bus,
            ("ConnectionStrings:messaging", server.Address()),
            ("Jobs:LeaseSeconds", "60")); // nobody dies here: a job that is begun twice was asked for twice

    private async Task AssertDoneOnceAsync(ServicesHost services, ExperimentView end)
    {
        SmallStudy.AssertSame(run, services, end);
        Assert.All(await services.JobsAsync(), job => Assert.Equal((job.Key, "done", 1), (job.Key, job.Value.State, job.Value.Attempts)));
    }
}
