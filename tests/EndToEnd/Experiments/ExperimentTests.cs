using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class ExperimentTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_experiment_leaves_the_files_of_a_run_with_the_same_settings()
    {
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""));

        var end = await services.RunAsync("first", run.Input);

        SmallStudy.AssertSame(run, services, end);
    }

    [Fact]
    public async Task It_does_so_with_seeds_repeated_folds_parted_short_songs_padded_and_a_song_under_two_ids()
    {
        using var input = new RunInput();
        File.Copy(input.AudioPath(2), input.AudioPath(9), overwrite: true);
        await input.SucceedAsync(
            "out", "--layers", "1", "--steps", "1,5", "--seeds", "2", "--short-songs", "pad", "--nested", "--song-shares", "0.5,0.3");
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), input.In(""));
        var settings = SmallStudy.Settings(input);
        settings.Steps.Clear();
        settings.Steps.AddRange([1, 5]);
        settings.Layers.Remove(2);
        settings.SongShares.AddRange([0.3, 0.5]);
        (settings.Seeds, settings.ShortSongs, settings.Nested) = (2, "pad", true);

        await services.Desk.StartAsync("first", RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
        var end = await services.EndAsync("first");

        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        SmallStudy.AssertSameFiles(input.In("out"), services.Study(end.Id));
    }

    [Fact]
    public async Task It_does_so_with_members_an_encoder_recurrent_dropout_and_another_loss()
    {
        using var input = new RunInput();
        await input.SucceedAsync(
            "out", "--top-users", "2", "--layers", "1", "--steps", "3", "--members", "2", "--encoder", "4", "--recurrent-dropout", "0.2",
            "--loss", "poisson");
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), input.In(""));
        var settings = SmallStudy.Settings(input);
        settings.Steps.Remove(1);
        settings.Layers.Remove(2);
        (settings.TopUsers, settings.Members, settings.Encoder, settings.RecurrentDropout, settings.Loss) = (2, 2, 4, 0.2, "poisson");

        await services.Desk.StartAsync("first", RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
        var end = await services.EndAsync("first");

        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        SmallStudy.AssertSameFiles(input.In("out"), services.Study(end.Id));
    }

    [Theory]
    [InlineData(nameof(Contracts.Messages.CutSong), 6)]
    [InlineData(nameof(Contracts.Messages.NetworkTrained), 3)]
    public async Task An_experiment_goes_on_in_another_process(string message, int time)
    {
        var reached = new TaskCompletionSource();
        await using (
            var first = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""), bus => BusFilters.At(bus, message, time, () =>
        {
            reached.TrySetResult();
            return Task.CompletedTask;
        })))
        {
            await first.Desk.StartAsync("first", SmallStudy.Request(run.Input), TestContext.Current.CancellationToken);
            await reached.Task.WaitAsync(TestContext.Current.CancellationToken);
        }

        await using var second = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""));
        var end = await second.EndAsync("first");

        SmallStudy.AssertSame(run, second, end);
    }

    [Theory]
    [InlineData(nameof(Contracts.Messages.SelectSongs), 1)]
    [InlineData(nameof(Contracts.Messages.MapSongs), 1)]
    [InlineData(nameof(Contracts.Messages.CutSong), 6)]
    [InlineData(nameof(Contracts.Messages.TrainNetwork), 5)]
    [InlineData(nameof(Contracts.Messages.KeepModel), 2)]
    [InlineData(nameof(Contracts.Messages.ModelKept), 3)]
    public async Task Cancelled_it_stops_and_resumed_it_does_what_is_missing(string message, int time)
    {
        ServicesHost? services = null;
        var told = new CountdownEvent(BusFilters.Workers);
        await using (services = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""), bus =>
        {
            BusFilters.At(bus, message, time, () => services!.Desk.CancelAsync("first", CancellationToken.None));
            BusFilters.After(bus, nameof(Contracts.Messages.CancelWork), () => told.Signal());
        }))
        {
            var cancelled = await services.RunAsync("first", run.Input);
            told.Wait(TestContext.Current.CancellationToken);
            var stopped = await services.JobsAsync();

            await services.Desk.ResumeAsync("first", TestContext.Current.CancellationToken);
            var end = await services.EndAsync("first");
            var jobs = await services.JobsAsync();

            Assert.Equal(ExperimentState.Cancelled, cancelled.State);
            Assert.DoesNotContain(stopped.Values, job => job.State is "queued" or "leased");
            Assert.All(stopped.Where(job => job.Value.State == "done"), job => Assert.Equal(job.Value, jobs[job.Key]));
            SmallStudy.AssertSame(run, services, end);
        }

        told.Dispose();
    }

    public void Dispose() => _folder.Dispose();
}
