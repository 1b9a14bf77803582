namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>What is measured of one small experiment, against the files it read and left.</summary>
public sealed class MeterTests(MeasuredExperiment first) : IClassFixture<MeasuredExperiment>
{
    private const int Epochs = 3; // of each fold and of each model

    private static readonly string[] Networks = ["layers=1 steps=1", "layers=1 steps=3", "layers=2 steps=1", "layers=2 steps=3"];

    [Fact]
    public void Rows_are_those_of_the_file_twice_for_the_selection_and_once_for_the_store()
    {
        var rows = File.ReadLines(first.Input.Triplets).Count();

        var read = first.Sums("playcount.extraction.rows");

        Assert.Equal(new Dictionary<string, double> { ["reader=selection"] = 2 * rows, ["reader=store"] = rows }, read);
    }

    [Fact]
    public void Clips_are_those_of_all_songs_with_audio() => Assert.Equal(
        Enumerable.Range(0, RunInput.SongsWithAudio).Sum(RunInput.Clips),
        first.Sums("playcount.segmentation.clips")[""]);

    [Fact]
    public void Epochs_are_those_of_the_curves_and_of_the_models()
    {
        var ofFolds = File.ReadLines(Path.Combine(first.Study, "runs-folds.csv")).Skip(1).Count();
        var models = Directory.GetFiles(first.Study, "*.safetensors", SearchOption.AllDirectories).Length;

        var trained = first.Sums("playcount.training.epochs");

        Assert.Equal(Networks, trained.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(ofFolds + (models * Epochs), trained.Values.Sum());
    }

    [Fact]
    public void Losses_are_told_by_layers_and_steps_and_by_nothing_that_grows()
    {
        var losses = first.Of("playcount.training.loss");

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
        var jobs = (await first.Services.JobsAsync()).Count;

        var ended = first.Of(name);

        Assert.Equal(jobs, ended.Count);
        Assert.All(ended, job => Assert.True(job.Value > 0 && job.Unit == unit && job.Tags.StartsWith("outcome=done owner=")));
    }

    [Fact]
    public async Task A_job_s_age_is_measured_as_it_is_begun() => Assert.Equal(
        (await first.Services.JobsAsync()).Count, first.Of("playcount.job.age").Count(age => age.Value >= 0));

    [Fact]
    public async Task An_experiment_begins_once_however_often_it_is_asked_for_and_ends_once()
    {
        await first.Services.Desk.StartAsync(MeasuredExperiment.Id, SmallStudy.Request(first.Input), TestContext.Current.CancellationToken);

        Assert.Equal(new Dictionary<string, double> { ["by=start"] = 1 }, first.Sums("playcount.experiment.begun"));
        Assert.Equal(new Dictionary<string, double> { ["outcome=done"] = 1 }, first.Sums("playcount.experiment.ended"));
    }
}
