using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;
using PlayCount.Services.Tests.Jobs;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Experiments;

public sealed class SqliteExperimentTableTests() : ExperimentTableTests(new SqliteStore());

[Trait("Set", "Full")]
public sealed class MariaDbExperimentTableTests(MariaDb server) : ExperimentTableTests(new MariaDbStore(server));

/// <summary>What holds of experiments in every SQL engine.</summary>
public abstract class ExperimentTableTests(SqlStore store) : IAsyncLifetime
{
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private ExperimentTable _table = null!;

    public async ValueTask InitializeAsync()
    {
        await store.PrepareAsync();
        _table = new ExperimentTable(store.Open(ExperimentTable.Migrations), _time);
    }

    [Fact]
    public async Task Resumed_it_asks_for_the_work_of_the_stage_it_is_in_and_not_of_the_one_the_caller_saw()
    {
        var seen = await AddAsync();
        await _table.AdvanceAsync(seen, Stage.Mapping, [Map(seen)], Cancel);
        await CancelAsync();

        Assert.True(await _table.ResumeAsync(seen, Cancel));

        var work = Assert.Single(await UnansweredAsync());
        Assert.Equal(2, MessageJson.Read(work.Kind, work.Command).Round);
    }

    [Fact]
    public async Task What_was_asked_for_before_it_was_resumed_is_not_taken_for_what_is_asked_for_after()
    {
        await AddAsync(Stage.Mapping);
        var before = Assert.Single(await UnansweredAsync());
        await CancelAsync();
        await ResumeAsync();

        await _table.MarkAskedAsync(await RowAsync(), before, Cancel);

        Assert.Single(await UnansweredAsync());
    }

    [Fact]
    public async Task Work_without_an_answer_is_asked_for_again_and_again_with_waits_that_double_up_to_16_times_as_long()
    {
        await AddAsync(Stage.Mapping);
        var asked = new List<int>();
        for (var seconds = 0; seconds <= 2400; seconds += 10)
        {
            if (await UnansweredAsync() is [var due])
            {
                asked.Add(seconds);
                await _table.MarkAskedAsync(await RowAsync(), due, Cancel);
            }

            _time.Pass(TimeSpan.FromSeconds(10));
        }

        Assert.Equal([0, 30, 60, 120, 240, 480, 960, 1440, 1920, 2400], asked);
    }

    [Fact]
    public async Task What_is_not_selected_is_prepared_again_when_it_is_resumed()
    {
        await AddAsync(Stage.Selecting);
        await CancelAsync();

        await ResumeAsync();

        var row = await RowAsync();
        Assert.Equal((Stage.Preparing, 2), (row.Stage, row.Round));
        Assert.True(await _table.AdvanceAsync(row, Stage.Selecting, [Map(row)], Cancel));
        Assert.Single(await UnansweredAsync());
    }

    [Fact]
    public async Task What_is_selected_stays_so_when_it_is_resumed()
    {
        await AddAsync(Stage.Selecting);
        await CancelAsync();
        await _table.AnswerAsync(Mapped(), Cancel);

        await ResumeAsync();

        Assert.Equal((1, 1), await _table.CountAsync(await RowAsync(), Cancel));
    }

    [Fact]
    public async Task A_failure_of_an_earlier_round_fails_nothing()
    {
        await AddAsync(Stage.Mapping);
        await CancelAsync();
        await ResumeAsync();

        var changed = await _table.AnswerAsync(
            new WorkFailed { ExperimentId = "first", Round = 1, Work = "map", Reason = "It was odd." }, Cancel);

        Assert.False(changed);
        Assert.Equal(ExperimentState.Running, (await RowAsync()).State);
    }

    [Fact]
    public async Task A_missing_blob_has_it_begun_anew_in_a_round_of_its_own_once()
    {
        await AddAsync(Stage.Mapping);

        Assert.True(await _table.AnswerAsync(Missing(round: 1), Cancel));
        Assert.False(await _table.AnswerAsync(Missing(round: 1), Cancel));

        var row = await RowAsync();
        Assert.Equal((ExperimentState.Running, Stage.Preparing, 2, null), (row.State, row.Stage, row.Round, row.Failure));
        Assert.True(await _table.AdvanceAsync(row, Stage.Mapping, [Map(row)], Cancel)); // the same work is no longer there
    }

    [Fact]
    public async Task It_fails_when_blobs_are_missing_over_and_over_and_may_be_resumed()
    {
        await AddAsync(Stage.Mapping);
        while ((await RowAsync()).State == ExperimentState.Running)
            Assert.True(await _table.AnswerAsync(Missing((await RowAsync()).Round), Cancel));
        var failed = await RowAsync();

        await ResumeAsync();
        await _table.AnswerAsync(Missing(failed.Round + 1), Cancel);

        Assert.Equal((21, "It is gone."), (failed.Round, failed.Failure));
        Assert.Equal((ExperimentState.Running, failed.Round + 2), ((await RowAsync()).State, (await RowAsync()).Round));
    }

    [Fact]
    public async Task It_is_looked_after_once_when_it_is_done()
    {
        await AddAsync();
        Assert.Empty(await _table.UncheckedAsync(TimeSpan.Zero, Cancel));
        await _table.EndAsync(await RowAsync(), ExperimentState.Done, failure: null, Cancel);
        Assert.Empty(await _table.UncheckedAsync(TimeSpan.FromSeconds(1), Cancel));
        var done = Assert.Single(await _table.UncheckedAsync(TimeSpan.Zero, Cancel));

        await _table.MarkCheckedAsync(done, Cancel);

        Assert.Empty(await _table.UncheckedAsync(TimeSpan.Zero, Cancel));
    }

    [Fact]
    public async Task An_answer_of_an_earlier_round_counts()
    {
        await AddAsync(Stage.Mapping);
        await CancelAsync();
        await ResumeAsync();

        Assert.True(await _table.AnswerAsync(Mapped(), Cancel));
        Assert.False(await _table.AnswerAsync(Mapped(), Cancel));
        Assert.Equal((1, 1), await _table.CountAsync(await RowAsync(), Cancel));
    }

    [Fact]
    public async Task A_stage_is_not_reached_by_an_experiment_that_was_cancelled_or_moved_meanwhile()
    {
        var seen = await AddAsync();
        await CancelAsync();
        Assert.False(await _table.AdvanceAsync(seen, Stage.Mapping, [Map(seen)], Cancel));

        await ResumeAsync();
        Assert.False(await _table.AdvanceAsync(seen, Stage.Mapping, [Map(seen)], Cancel));
        Assert.True(await _table.AdvanceAsync(await RowAsync(), Stage.Mapping, [Map(seen)], Cancel));
        Assert.False(await _table.AdvanceAsync(seen with { Round = 2 }, Stage.Mapping, [Map(seen)], Cancel));
    }

    [Fact]
    public async Task Of_many_processes_that_start_it_at_once_all_have_the_same()
    {
        var rows = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => AddAsync(Process()))));

        Assert.Equal(rows[0], Assert.Single(await _table.ListAsync(Cancel)));
        Assert.All(rows, row => Assert.Equal(rows[0], row));
    }

    [Fact]
    public async Task Of_many_processes_that_lead_it_on_at_once_one_does()
    {
        var seen = await AddAsync();

        var moved = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => Process().AdvanceAsync(seen, Stage.Mapping, [Map(seen)], Cancel))));

        Assert.Single(moved, hasMoved => hasMoved);
        Assert.Equal((0, 1), await _table.CountAsync(await RowAsync(), Cancel));
    }

    [Fact]
    public async Task Of_an_answer_that_comes_to_many_processes_at_once_one_ticks_the_work_off()
    {
        await AddAsync(Stage.Mapping);

        var changed = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => Task.Run(() => Process().AnswerAsync(Mapped(), Cancel))));

        Assert.Single(changed, hasChanged => hasChanged);
    }

    [Fact]
    public async Task Its_lists_are_in_the_order_they_are_asked_in()
    {
        foreach (var id in new[] { "b", "a", "B" })
            await AddAsync(id: id);

        Assert.Equal(["B", "a", "b"], (await _table.ListAsync(Cancel)).Select(row => row.ExperimentId));
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }

    /// <summary>The table as another process has it.</summary>
    private ExperimentTable Process() => new(store.Open(ExperimentTable.Migrations), new ManualTime());

    private async Task<ExperimentRow> AddAsync(ExperimentTable? table = null, string id = "first") => (await (table ?? _table).AddAsync(
        id, RequestedSettings.Read(new Settings { Triplets = "/t", Audio = "/a" }), traceParent: null, Cancel)).Row;

    private async Task AddAsync(string stage)
    {
        var row = await AddAsync();
        await _table.AdvanceAsync(row, stage, [Map(row)], Cancel);
    }

    private async Task CancelAsync() =>
        Assert.True(await _table.EndAsync(await RowAsync(), ExperimentState.Cancelled, failure: null, Cancel));

    private async Task ResumeAsync() => Assert.True(await _table.ResumeAsync(await RowAsync(), Cancel));

    private async Task<ExperimentRow> RowAsync() => (await _table.GetAsync("first", Cancel))!;

    private async Task<IReadOnlyList<WorkRow>> UnansweredAsync() => await _table.UnansweredAsync(await RowAsync(), AskAgain, Cancel);

    private static MapSongs Map(ExperimentRow row) =>
        new() { ExperimentId = row.ExperimentId, Round = row.Round, Work = "map", ArchivePath = "archive" };

    private static WorkFailed Missing(int round) =>
        new() { ExperimentId = "first", Round = round, Work = "map", Reason = "It is gone.", IsBlobMissing = true };

    private static SongsMapped Mapped() => new() { ExperimentId = "first", Round = 1, Work = "map", Songs = 7, Mapped = 3 };
}
