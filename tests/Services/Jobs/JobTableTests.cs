using Dapper;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Jobs;

public sealed class SqliteJobTableTests() : JobTableTests(new SqliteStore());

[Trait("Set", "Full")]
public sealed class MariaDbJobTableTests(MariaDb server) : JobTableTests(new MariaDbStore(server));

/// <summary>What holds of jobs in every SQL engine.</summary>
public abstract class JobTableTests(SqlStore store) : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly ManualTime _time = new();
    private JobTable _jobs = null!;

    public async ValueTask InitializeAsync()
    {
        await store.PrepareAsync();
        _jobs = Process();
    }

    [Fact]
    public async Task A_command_that_arrives_twice_is_one_job()
    {
        await AcceptAsync("cut/a");
        await AcceptAsync("cut/a");

        Assert.NotNull(await LeaseAsync());
        Assert.Null(await LeaseAsync());
    }

    [Fact]
    public async Task Jobs_are_taken_in_the_order_they_came()
    {
        await AcceptAsync("cut/b");
        _time.Pass(TimeSpan.FromSeconds(1));
        await AcceptAsync("cut/a");

        Assert.Equal(["cut/b", "cut/a"], [(await LeaseAsync())!.Work, (await LeaseAsync())!.Work]);
    }

    [Fact]
    public async Task A_job_whose_worker_fell_silent_is_taken_over_and_the_first_worker_has_no_say_any_more()
    {
        await AcceptAsync("cut/a");
        var first = (await LeaseAsync())!;
        _time.Pass(Lease + TimeSpan.FromSeconds(1));

        var second = (await LeaseAsync())!;

        Assert.Equal((1, 2), (first.Attempts, second.Attempts));
        Assert.False(await _jobs.BeatAsync(first, Lease, note: null, Cancel));
        Assert.False(await _jobs.EndAsync(first, succeeded: true, "kind", "{}", Cancel));
        Assert.True(await _jobs.EndAsync(second, succeeded: true, "kind", "{}", Cancel));
    }

    [Fact]
    public async Task A_heartbeat_keeps_a_lease()
    {
        await AcceptAsync("cut/a");
        var job = (await LeaseAsync())!;
        _time.Pass(Lease - TimeSpan.FromSeconds(1));

        Assert.True(await _jobs.BeatAsync(job, Lease, note: null, Cancel));

        _time.Pass(Lease - TimeSpan.FromSeconds(1));
        Assert.Null(await LeaseAsync());
    }

    [Fact]
    public async Task A_job_that_was_put_back_waits_as_long_as_it_was_told_to()
    {
        await AcceptAsync("cut/a");
        await _jobs.PutBackFailedAsync((await LeaseAsync())!, TimeSpan.FromSeconds(8), Cancel);

        Assert.Null(await LeaseAsync());
        _time.Pass(TimeSpan.FromSeconds(8));
        Assert.Equal(2, (await LeaseAsync())!.Attempts);
    }

    [Fact]
    public async Task A_job_that_was_parked_is_begun_at_its_moment_and_not_before_and_that_is_no_failure()
    {
        await AcceptAsync("cut/a");
        var moment = _time.GetUtcNow().AddDays(1);
        await _jobs.ParkAsync((await LeaseAsync())!, moment, Cancel);

        _time.Pass(TimeSpan.FromDays(1) - TimeSpan.FromMilliseconds(1));
        Assert.Null(await LeaseAsync());
        Assert.Equal(moment.ToUnixTimeMilliseconds(), (await _jobs.FindAsync("first/cut/a", Cancel))!.NotBefore);
        _time.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Equal(0, (await LeaseAsync())!.Failures);
    }

    [Fact]
    public async Task Failures_takeovers_and_what_was_handed_back_are_told_apart()
    {
        await AcceptAsync("cut/a");
        await _jobs.PutBackFailedAsync((await LeaseAsync())!, TimeSpan.Zero, Cancel);
        for (var silent = 0; silent < 3; silent++)
        {
            await LeaseAsync();
            _time.Pass(Lease + TimeSpan.FromSeconds(1));
        }

        await _jobs.PutBackAsync((await LeaseAsync())!, Cancel);

        var job = (await LeaseAsync())!;
        Assert.Equal((6, 1, 3), (job.Attempts, job.Failures, job.Takeovers));
    }

    [Fact]
    public async Task A_later_round_counts_anew()
    {
        await AcceptAsync("cut/a");
        await _jobs.PutBackFailedAsync((await LeaseAsync())!, TimeSpan.Zero, Cancel);
        await LeaseAsync();
        _time.Pass(Lease + TimeSpan.FromSeconds(1));
        await _jobs.EndAsync((await LeaseAsync())!, succeeded: false, "kind", "{}", Cancel);

        await AcceptAsync("cut/a", round: 2);

        var job = (await LeaseAsync())!;
        Assert.Equal((1, 0, 0), (job.Attempts, job.Failures, job.Takeovers));
    }

    [Fact]
    public async Task A_store_from_before_failures_were_counted_keeps_its_jobs()
    {
        var all = JobTables.Migrations("older");
        var before = store.Open(all with { Steps = engine => [all.Steps(engine)[0]] });
        await before.ExecuteAsync(
            """
            INSERT INTO older_jobs (job_key, experiment_id, round, work, kind, command, state, attempts, queued_at, not_before,
                                    lease_until, answer_version, answered_at, is_published)
            VALUES ('first/cut/a', 'first', 1, 'cut/a', 'kind', '{}', 'queued', 7, 0, 0, 0, 0, 0, 1)
            """,
            null,
            Cancel);

        var job = (await new JobTable("older", store.Open(all), _time).LeaseAsync(Lease, Cancel))!;
        Assert.Equal((8, 0, 0), (job.Attempts, job.Failures, job.Takeovers));
    }

    [Fact]
    public async Task An_answer_is_published_until_it_was_seen_going_out()
    {
        await AcceptAsync("cut/a");
        await _jobs.EndAsync((await LeaseAsync())!, succeeded: true, "kind", "{\"a\":1}", Cancel);

        var answer = Assert.Single(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel));
        await _jobs.MarkPublishedAsync(answer.JobKey, answer.AnswerVersion, Cancel);

        Assert.Equal("{\"a\":1}", answer.Answer);
        Assert.Empty(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_job_that_was_answered_answers_again_when_it_is_asked_again(bool succeeded)
    {
        await AcceptAsync("cut/a");
        await _jobs.EndAsync((await LeaseAsync())!, succeeded, "kind", "{}", Cancel);
        var answer = Assert.Single(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel));
        await _jobs.MarkPublishedAsync(answer.JobKey, answer.AnswerVersion, Cancel);

        await AcceptAsync("cut/a");

        Assert.Single(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel));
        Assert.Null(await LeaseAsync());
    }

    [Fact]
    public async Task A_failed_job_is_begun_again_in_a_later_round_only()
    {
        await AcceptAsync("cut/a");
        await _jobs.EndAsync((await LeaseAsync())!, succeeded: false, "kind", "{}", Cancel);

        await AcceptAsync("cut/a");
        Assert.Null(await LeaseAsync());
        await AcceptAsync("cut/a", round: 2);

        Assert.Equal(2, (await LeaseAsync())!.Round);
    }

    [Fact]
    public async Task A_job_that_waits_is_done_as_it_was_asked_for_in_the_latest_round()
    {
        await AcceptAsync("cut/a");
        await AcceptAsync("cut/a", round: 2, json: "{\"later\":1}");

        var job = (await LeaseAsync())!;

        Assert.Equal((2, "{\"later\":1}"), (job.Round, job.Command));
    }

    [Fact]
    public async Task A_failure_in_a_round_that_is_over_is_no_answer_to_the_later_one()
    {
        await AcceptAsync("cut/a");
        var job = (await LeaseAsync())!;
        await AcceptAsync("cut/a", round: 2);

        var isEnded = await _jobs.EndAsync(job, succeeded: false, "kind", "{}", Cancel);
        await _jobs.PutBackAsync(job, Cancel);

        Assert.False(isEnded);
        Assert.Empty(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel));
        Assert.Equal(2, (await LeaseAsync())!.Round);
    }

    [Fact]
    public async Task A_success_in_a_round_that_is_over_is_an_answer_to_the_later_one()
    {
        await AcceptAsync("cut/a");
        var job = (await LeaseAsync())!;
        await AcceptAsync("cut/a", round: 2);

        Assert.True(await _jobs.EndAsync(job, succeeded: true, "kind", "{}", Cancel));
    }

    [Fact]
    public async Task A_cancelled_job_is_never_leased_and_its_worker_loses_it()
    {
        await AcceptAsync("cut/a");
        await AcceptAsync("cut/b");
        var running = (await LeaseAsync())!;

        await _jobs.CancelAsync("first", round: 1, Cancel);

        Assert.False(await _jobs.BeatAsync(running, Lease, note: null, Cancel));
        Assert.Null(await LeaseAsync());
    }

    [Fact]
    public async Task A_command_that_comes_after_its_cancellation_stays_cancelled_until_a_later_round()
    {
        await _jobs.CancelAsync("first", round: 1, Cancel);

        await AcceptAsync("cut/a");
        Assert.Null(await LeaseAsync());
        await AcceptAsync("cut/a", round: 2);

        Assert.NotNull(await LeaseAsync());
    }

    [Fact]
    public async Task A_cancellation_that_comes_late_does_not_touch_a_later_round()
    {
        await AcceptAsync("cut/a", round: 2);

        await _jobs.CancelAsync("first", round: 1, Cancel);

        Assert.NotNull(await LeaseAsync());
    }

    [Fact]
    public async Task Of_many_workers_who_look_at_once_each_job_has_one()
    {
        for (var i = 0; i < 50; i++)
            await AcceptAsync($"cut/{i}");

        var leased = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var (taken, jobs) = (new List<string>(), Process());
            while (await jobs.LeaseAsync(Lease, Cancel) is { } job)
                taken.Add(job.Work);
            return taken;
        })));

        Assert.Equal(50, leased.SelectMany(taken => taken).Distinct().Count());
        Assert.Equal(50, leased.Sum(taken => taken.Count));
    }

    [Fact]
    public async Task A_store_of_a_newer_program_is_refused()
    {
        await LeaseAsync();
        await using (var connection = await store.Source.OpenConnectionAsync(Cancel))
            await connection.ExecuteAsync("INSERT INTO test_jobs_migrations (version) VALUES (99)");

        var refusal = await Assert.ThrowsAsync<InvalidDataException>(() => Process().LeaseAsync(Lease, Cancel));

        Assert.Contains("version 99 of the test_jobs tables", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_processes_that_make_the_tables_at_once_each_finds_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => AcceptAsync($"cut/{i}", jobs: Process()))));

        Assert.Equal(6, (await TakeAllAsync()).Count);
    }

    [Fact]
    public async Task A_command_that_arrives_in_many_processes_at_once_is_one_job()
    {
        JobTable[] processes = [Process(), Process(), Process(), Process()];

        await Task.WhenAll(processes.SelectMany(jobs => Enumerable.Range(0, 20).Select(
            i => Task.Run(() => AcceptAsync($"cut/{i}", jobs: jobs)))));

        Assert.Equal(20, (await TakeAllAsync()).Count);
    }

    [Fact]
    public async Task Of_commands_that_arrive_while_they_are_cancelled_none_is_ever_begun()
    {
        for (var round = 1; round <= 20; round++)
        {
            var (now, accepting) = (round, Process());
            await Task.WhenAll(
            [
                .. Enumerable.Range(0, 4).Select(i => Task.Run(() => AcceptAsync($"cut/{i}", now, jobs: accepting))),
                Task.Run(() => _jobs.CancelAsync("first", now, Cancel), Cancel),
            ]);

            Assert.Null(await LeaseAsync());
        }
    }

    [Fact]
    public async Task Keys_are_told_apart_by_case()
    {
        await AcceptAsync("cut/a");
        await AcceptAsync("cut/A");

        Assert.Equal(["cut/A", "cut/a"], await TakeAllAsync());
    }

    /// <summary>MySQL's TEXT takes 65,535 bytes.</summary>
    [Fact]
    public async Task Commands_and_answers_may_be_long_and_in_any_script()
    {
        var text = string.Concat(Enumerable.Repeat("\u00e9\u6b4c\U0001F3B5", 40_000));
        await AcceptAsync("cut/a", json: text);

        var job = (await LeaseAsync())!;
        await _jobs.EndAsync(job, succeeded: true, "kind", text + "!", Cancel);

        Assert.Equal(text, job.Command);
        Assert.Equal(text + "!", Assert.Single(await _jobs.UnpublishedAsync(TimeSpan.Zero, Cancel)).Answer);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return store.DisposeAsync();
    }

    /// <summary>The table as another process has it.</summary>
    private JobTable Process() => new("test", store.Open(JobTables.Migrations("test")), _time);

    private async Task<List<string>> TakeAllAsync()
    {
        var taken = new List<string>();
        while (await LeaseAsync() is { } job)
            taken.Add(job.Work);
        return taken;
    }

    private Task AcceptAsync(string work, int round = 1, string json = "{}", JobTable? jobs = null) => (jobs ?? _jobs).AcceptAsync(
        new MapSongs { ExperimentId = "first", Round = round, Work = work, ArchivePath = "archive" }, "kind", json, traceParent: null,
            Cancel);

    private Task<Job?> LeaseAsync() => _jobs.LeaseAsync(Lease, Cancel);
}
