using PlayCount.Cli.Experiments;
using PlayCount.Cli.Progress;
using PlayCount.Contracts.V1;
using static PlayCount.Contracts.V1.Experiment.Types.State;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>What a watch shows of an experiment whose changes the test tells.</summary>
public sealed class ExperimentWatchTests : IDisposable
{
    private static readonly string[] Stages = ["preparing", "selecting", "mapping", "cutting", "training"];

    private readonly StringWriter _error = new() { NewLine = "\n" };

    public void Dispose() => _error.Dispose();

    [Fact]
    public async Task Has_a_line_of_each_stage_also_of_those_that_were_over_between_two_looks() => Assert.Equal(
        ["preparing: done", "selecting", "mapping: done", "cutting", "training: done", "The experiment 'first' is done."],
        await LinesAsync((Running, "selecting"), (Running, "cutting"), (Running, "cutting"), (Done, "training")));

    [Fact]
    public async Task Has_a_line_of_the_last_stage_where_it_is_done_in_it() => Assert.Equal(
        ["preparing: done", "selecting: done", "mapping: done", "cutting: done", "training", "The experiment 'first' is done."],
        await LinesAsync((Running, "training"), (Done, "training")));

    [Fact]
    public async Task Has_no_line_of_a_stage_twice_when_it_begins_again() => Assert.Equal(
        ["preparing: done", "selecting", "mapping", "cutting", "selecting", "mapping: done", "cutting", "training: done",
            "The experiment 'first' is done."],
        await LinesAsync((Running, "selecting"), (Running, "mapping"), (Running, "cutting"), (Running, "selecting"), (Running, "cutting"),
            (Done, "training")));

    [Fact]
    public async Task Says_nothing_of_the_stages_of_one_that_was_done_before() =>
        Assert.Equal(["The experiment 'first' is done."], await LinesAsync((Done, "training")));

    [Fact]
    public async Task Tells_the_stages_passed_before_the_one_that_failed() => Assert.Equal(
        ["preparing", "selecting: done", "mapping: done", "The experiment 'first' failed: no music"],
        await LinesAsync((Running, "preparing"), (Failed, "cutting")));

    [Fact]
    public async Task Says_where_a_stage_stopped_that_was_seen() => Assert.Equal(
        ["preparing: done", "selecting: done", "mapping: done", "cutting", "The experiment 'first' failed: no music"],
        await LinesAsync((Running, "cutting"), (Failed, "cutting")));

    /// <summary>The lines, of a stage that was seen its name alone.</summary>
    private async Task<string[]> LinesAsync(params (Experiment.Types.State State, string Stage)[] changes)
    {
        var watch = new ExperimentWatch((_, _) => changes.Select(Experiment).ToAsyncEnumerable(), new StageDisplay(_error));
        try
        {
            await watch.RunAsync("first", TestContext.Current.CancellationToken);
        }
        catch (ServiceException e)
        {
            await _error.WriteLineAsync(e.Message);
        }

        return [.. _error.ToString().TrimEnd('\n').Split('\n').Select(line => Stages.FirstOrDefault(
            stage => line.StartsWith($"{stage}: ", StringComparison.Ordinal) && line != $"{stage}: done") ?? line)];
    }

    private static Experiment Experiment((Experiment.Types.State State, string Stage) change) => new()
    {
        ExperimentId = "first",
        State = change.State,
        Stage = change.Stage,
        Stages = { Stages },
        Unit = "song",
        Done = 1,
        Total = 2,
        Failure = change.State == Failed ? "no music" : "",
    };
}
