using System.Threading.Channels;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Services.Tests.Jobs;

public sealed class JobWorkerTests : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-worker-");
    private readonly Channel<IWork> _answers = Channel.CreateUnbounded<IWork>();
    private readonly Mapper _mapper = new();
    private readonly List<IHost> _hosts = [];
    private TimeProvider _time = TimeProvider.System;

    [Fact]
    public async Task Answers_a_command_with_the_event_of_its_handler()
    {
        _mapper.Do = (command, _) => Task.FromResult<IWork>(Mapped(command, songs: 7));
        var host = await StartAsync();

        await SendAsync(host);

        Assert.Equal(7, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Fails_a_job_at_once_when_repeating_it_would_not_help()
    {
        _mapper.Do = (_, _) => throw new InvalidDataException("The archive\nis odd.");
        var host = await StartAsync();

        await SendAsync(host);

        Assert.Equal("The archive is odd.", Assert.IsType<WorkFailed>(await AnswerAsync()).Reason);
        Assert.Equal(1, _mapper.Runs);
    }

    [Fact]
    public async Task Tells_a_blob_that_is_missing_from_other_failures()
    {
        _mapper.Do = (_, run) => throw (run == 1 ? new MissingBlobException("It is gone.") : new FileNotFoundException("No archive."));
        var host = await StartAsync();

        await SendAsync(host);
        var first = Assert.IsType<WorkFailed>(await AnswerAsync());
        await SendAsync(host, round: 2);
        var second = Assert.IsType<WorkFailed>(await AnswerAsync());

        Assert.Equal(("It is gone.", true), (first.Reason, first.IsBlobMissing));
        Assert.Equal(("No archive.", null), (second.Reason, second.IsBlobMissing));
    }

    [Fact]
    public async Task Begins_a_job_again_when_its_failure_may_pass()
    {
        _mapper.Do = (command, run) => run == 1
            ? throw new IOException("The disk is full.") : Task.FromResult<IWork>(Mapped(command, songs: 3));
        var host = await StartAsync();

        await SendAsync(host);

        Assert.Equal(3, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
        Assert.Equal(2, _mapper.Runs);
    }

    [Fact]
    public async Task Gives_a_job_up_that_never_comes_to_its_end()
    {
        _mapper.Do = (_, _) => throw new IOException("The disk is full.");
        var host = await StartAsync(("Jobs:MaxAttempts", "1"));

        await SendAsync(host);

        Assert.Equal("The disk is full.", Assert.IsType<WorkFailed>(await AnswerAsync()).Reason);
    }

    [Fact]
    public async Task Puts_a_job_back_that_says_when_it_can_go_on_and_counts_no_failure()
    {
        _mapper.Do = (command, run) => run <= 3
            ? throw new JobParkedException(DateTimeOffset.UtcNow, "Not yet.") : Task.FromResult<IWork>(Mapped(command, songs: 6));
        var host = await StartAsync(("Jobs:MaxAttempts", "1"));

        await SendAsync(host);

        Assert.Equal(6, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
        Assert.Equal(4, _mapper.Runs);
    }

    [Fact]
    public async Task Does_not_hold_against_a_job_that_its_processes_were_killed()
    {
        _mapper.Do = (command, _) => Task.FromResult<IWork>(Mapped(command, songs: 8));
        await KillAsync(times: 3);

        await StartAsync(("Jobs:MaxAttempts", "1"), ("Jobs:MaxTakeovers", "3"));

        Assert.Equal(8, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Gives_a_job_up_whose_workers_fell_silent_too_often()
    {
        await KillAsync(times: 3);

        await StartAsync(("Jobs:MaxTakeovers", "2"));

        Assert.Equal(
            "Its worker fell silent 3 times in the middle of it; at most Jobs:MaxTakeovers, 2, are right. "
                + "See the logs of its workers for why they ended, then resume.",
            Assert.IsType<WorkFailed>(await AnswerAsync()).Reason);
        Assert.Equal(0, _mapper.Runs);
    }

    [Fact]
    public async Task Hands_its_job_back_when_the_process_ends_and_the_next_process_does_it()
    {
        var began = new TaskCompletionSource();
        _mapper.Do = async (command, run) =>
        {
            if (run > 1)
                return Mapped(command, songs: 2);
            began.SetResult();
            await Task.Delay(Timeout.Infinite, _mapper.Stop);
            throw new InvalidOperationException("It is never reached.");
        };
        var first = await StartAsync();
        await SendAsync(first);
        await began.Task;

        await first.StopAsync(TestContext.Current.CancellationToken);
        await StartAsync();

        Assert.Equal(2, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Parks_a_job_also_while_the_process_ends()
    {
        var began = new TaskCompletionSource();
        var notBefore = DateTimeOffset.UtcNow.AddDays(1);
        _mapper.Do = async (_, _) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, _mapper.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new JobParkedException(notBefore, "Not before tomorrow.");
        };
        var host = await StartAsync();
        await SendAsync(host);
        await began.Task;

        await host.StopAsync(TestContext.Current.CancellationToken);

        var jobs = new SqliteFolder(_folder.FullName).Open(TestJobs.Name, JobTables.Migrations(TestJobs.Name));
        var row = Assert.Single(await jobs.QueryAsync<(string State, long NotBefore)>(
            "SELECT state AS State, not_before AS NotBefore FROM test_jobs", null, TestContext.Current.CancellationToken));
        Assert.Equal(("queued", notBefore.ToUnixTimeMilliseconds()), row);
    }

    [Fact]
    public async Task Stops_a_job_whose_experiment_is_cancelled_and_does_it_again_in_the_next_round()
    {
        var began = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        _mapper.Do = async (command, run) =>
        {
            if (run > 1)
                return Mapped(command, songs: 5);
            began.SetResult();
            await Task.Delay(Timeout.Infinite, _mapper.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.SetResult();
            throw new OperationCanceledException(_mapper.Stop);
        };
        var host = await StartAsync();
        await SendAsync(host);
        await began.Task;

        await Bus(host).Publish(new CancelWork { ExperimentId = "first", Round = 1 }, TestContext.Current.CancellationToken);
        await stopped.Task;
        await SendAsync(host, round: 2);

        Assert.Equal(5, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Does_a_job_again_that_fails_when_a_later_round_has_asked_for_it()
    {
        var began = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _mapper.Do = async (command, run) =>
        {
            if (run > 1)
                return Mapped(command, songs: 4);
            began.SetResult();
            await asked.Task;
            throw new InvalidDataException("The archive was odd.");
        };
        var host = await StartAsync();
        await SendAsync(host);
        await began.Task;

        await Queue(host).AcceptAsync(Command(round: 2), TestContext.Current.CancellationToken);
        asked.SetResult();

        Assert.Equal(4, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Goes_on_with_a_job_when_the_cancellation_of_an_earlier_round_comes_late()
    {
        var began = new TaskCompletionSource();
        var cancelled = new TaskCompletionSource();
        _mapper.Do = async (command, _) =>
        {
            began.SetResult();
            await cancelled.Task;
            return Mapped(command, songs: _mapper.Stop.IsCancellationRequested ? 0 : 6);
        };
        var host = await StartAsync();
        await SendAsync(host, round: 2);
        await began.Task;

        await Queue(host).CancelAsync(new CancelWork { ExperimentId = "first", Round = 1 }, TestContext.Current.CancellationToken);
        cancelled.SetResult();

        Assert.Equal(6, Assert.IsType<SongsMapped>(await AnswerAsync()).Songs);
    }

    [Fact]
    public async Task Stops_a_job_whose_cancellation_another_process_heard()
    {
        var began = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        _mapper.Do = async (_, _) =>
        {
            began.SetResult();
            await Task.Delay(Timeout.Infinite, _mapper.Stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            stopped.SetResult();
            throw new OperationCanceledException(_mapper.Stop);
        };
        var working = await StartAsync(("Jobs:LeaseSeconds", "1"));
        await SendAsync(working);
        await began.Task;
        var other = await StartAsync();

        await Queue(other).CancelAsync(new CancelWork { ExperimentId = "first", Round = 1 }, TestContext.Current.CancellationToken);

        await stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, _mapper.Runs);
    }

    [Theory]
    [InlineData("Jobs:LeaseSeconds", "0")]
    [InlineData("Jobs:MaxAttempts", "-1")]
    [InlineData("Jobs:MaxTakeovers", "-1")]
    public async Task Refuses_to_start_with_a_setting_out_of_range(string key, string value) =>
        await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartAsync((key, value)));

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.StopAsync();
            host.Dispose();
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private async Task<IHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<ISqlStores>(new SqliteFolder(_folder.FullName));
        builder.Services.AddSingleton(_time);
        builder.Services.AddSingleton(_mapper);
        builder.Services.AddSingleton(_answers.Writer);
        builder.Services.AddJobs<TestJobs>().Handle<MapSongs, Mapper>();
        builder.Services.AddConsumers(bus => bus.AddConsumer<Answers>());
        builder.AddMessaging();
        var host = builder.Build();
        await host.StartAsync();
        _hosts.Add(host);
        return host;
    }

    /// <summary>Leaves a job behind as processes do that are killed in the middle of it.</summary>
    private async Task KillAsync(int times)
    {
        var cancel = TestContext.Current.CancellationToken;
        var stores = new SqliteFolder(_folder.FullName);
        var time = new ManualTime();
        _time = time;
        var table = new JobTable(TestJobs.Name, stores.Open(TestJobs.Name, JobTables.Migrations(TestJobs.Name)), time);
        var command = Command(round: 1);
        await table.AcceptAsync(
            command, JobKind<TestJobs>.NameOf(command.GetType()), JobKind<TestJobs>.Write(command), traceParent: null, cancel);
        for (var killed = 0; killed < times; killed++)
        {
            Assert.NotNull(await table.LeaseAsync(TimeSpan.FromSeconds(1), cancel));
            time.Pass(TimeSpan.FromSeconds(2));
        }
    }

    private static IBus Bus(IHost host) => host.Services.GetRequiredService<IBus>();

    private static JobQueue<TestJobs> Queue(IHost host) => host.Services.GetRequiredService<JobQueue<TestJobs>>();

    private static Task SendAsync(IHost host, int round = 1) => Bus(host).Publish(Command(round));

    private static MapSongs Command(int round) => new() { ExperimentId = "first", Round = round, Work = "map", ArchivePath = "archive" };

    private async Task<IWork> AnswerAsync() => await _answers.Reader.ReadAsync(TestContext.Current.CancellationToken);

    private static SongsMapped Mapped(MapSongs command, int songs) =>
        new() { ExperimentId = command.ExperimentId, Round = command.Round, Work = command.Work, Songs = songs, Mapped = 1 };

    internal sealed class TestJobs : IJobOwner
    {
        public static string Name => "test";
    }

    internal sealed class Mapper : IJobHandler<MapSongs>
    {
        private int _runs;

        public Func<MapSongs, int, Task<IWork>> Do { get; set; } = (_, _) => throw new InvalidOperationException("Nothing was set.");

        public CancellationToken Stop { get; private set; }

        public int Runs => _runs;

        public Task<IWork> RunAsync(MapSongs command, CancellationToken cancellationToken)
        {
            Stop = cancellationToken;
            return Do(command, Interlocked.Increment(ref _runs));
        }
    }

    internal sealed class Answers(ChannelWriter<IWork> writer) : IConsumer<SongsMapped>, IConsumer<WorkFailed>
    {
        public Task Consume(ConsumeContext<SongsMapped> context) => writer.WriteAsync(context.Message).AsTask();

        public Task Consume(ConsumeContext<WorkFailed> context) => writer.WriteAsync(context.Message).AsTask();
    }
}
