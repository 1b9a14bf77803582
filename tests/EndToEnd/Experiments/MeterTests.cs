using PlayCount.Contracts.Messages;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>What is measured of one small experiment, against the files it read and left.</summary>
public sealed class MeterTests : IAsyncLifetime
{
    private const int Epochs = 3; // of each fold and of each model
    private static readonly string[] Networks = ["layers=1 steps=1", "layers=1 steps=3", "layers=2 steps=1", "layers=2 steps=3"];

    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();
    private readonly MeterRecorder _meters = new();
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ServicesHost _services = null!;

    public async ValueTask InitializeAsync()
    {
        _services = await ServicesHost.StartAsync(
            _folder.In("data"), _input.In(""), bus => BusFilters.After(bus, nameof(ExperimentEnded), () => _told.TrySetResult()));
        Assert.Equal(ExperimentState.Done, (await _services.RunAsync("first", _input)).State);
        await _told.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Rows_are_those_of_the_file_twice_for_the_selection_and_once_for_the_store()
    {
        var rows = File.ReadLines(_input.Triplets).Count();

        var read = _meters.Sums(_services, "playcount.extraction.rows");

        Assert.Equal(new Dictionary<string, double> { ["reader=selection"] = 2 * rows, ["reader=store"] = rows }, read);
    }

    [Fact]
    public void Clips_are_those_of_all_songs_with_audio() => Assert.Equal(
        Enumerable.Range(0, RunInput.SongsWithAudio).Sum(RunInput.Clips),
        _meters.Sums(_services, "playcount.segmentation.clips")[""]);

    [Fact]
    public void Epochs_are_those_of_the_curves_and_of_the_models()
    {
        var ofFolds = File.ReadLines(Path.Combine(_services.Study("first"), "runs-folds.csv")).Skip(1).Count();
        var models = Directory.GetFiles(_services.Study("first"), "*.safetensors", SearchOption.AllDirectories).Length;

        var trained = _meters.Sums(_services, "playcount.training.epochs");

        Assert.Equal(Networks, trained.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ofFolds + (models * Epochs), trained.Values.Sum());
    }

    [Fact]
    public void Losses_are_told_by_layers_and_steps_and_by_nothing_that_grows()
    {
        var losses = _meters.Of(_services, "playcount.training.loss");

        Assert.All(losses, loss => Assert.True(double.IsFinite(loss.Value) && loss.Value > 0, $"{loss}"));
        Assert.Equal(
            Networks.SelectMany(network => (string[])[$"{network[..8]} songs=training {network[9..]}",
                $"{network[..8]} songs=validation {network[9..]}"]).Order(StringComparer.Ordinal),
            losses.Select(loss => loss.Tags).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("playcount.job.ended", "{job}")]
    [InlineData("playcount.job.duration", "s")]
    public async Task Every_job_is_measured_once(string name, string unit)
    {
        var jobs = (await _services.JobsAsync()).Count;

        var ended = _meters.Of(_services, name);

        Assert.Equal(jobs, ended.Count);
        Assert.All(ended, job => Assert.True(job.Value > 0 && job.Unit == unit && job.Tags.StartsWith("outcome=done owner=")));
    }

    [Fact]
    public async Task A_job_s_age_is_measured_as_it_is_begun() => Assert.Equal(
        (await _services.JobsAsync()).Count, _meters.Of(_services, "playcount.job.age").Count(age => age.Value >= 0));

    [Fact]
    public async Task An_experiment_begins_once_however_often_it_is_asked_for_and_ends_once()
    {
        await _services.Desk.StartAsync("first", SmallStudy.Request(_input), TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, double> { ["by=start"] = 1 }, _meters.Sums(_services, "playcount.experiment.begun"));
        Assert.Equal(new Dictionary<string, double> { ["outcome=done"] = 1 }, _meters.Sums(_services, "playcount.experiment.ended"));
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _meters.Dispose();
        _input.Dispose();
        _folder.Dispose();
    }
}
