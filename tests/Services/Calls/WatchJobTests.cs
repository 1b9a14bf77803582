using Grpc.Core;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Extraction;
using Service = PlayCount.Contracts.V1.Training;
using State = PlayCount.Contracts.V1.TrainingJob.Types.State;

namespace PlayCount.Services.Tests.Calls;

/// <summary>What processes of Training say of a job that none of them has.</summary>
public sealed class WatchJobTests : IDisposable
{
    private const string Note = """
        {"fold":1,"folds":5,"epoch":3,"epochs":40,"losses":[{"epoch":2,"trainMse":0.5,"validationMse":"NaN"},{"epoch":3,"trainMse":0.25}]}
        """;

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_process_tells_of_every_job_until_it_ends()
    {
        var (table, job) = await LeasedAsync();
        await using var first = await StartAsync();
        await using var second = await StartAsync();
        using var one = Watch(first);
        using var other = Watch(second);

        var (leased, same) = (await NextAsync(one), await NextAsync(other));
        await table.BeatAsync(job, Lease, Note, Cancel);
        var (told, toldToo) = (await NextAsync(one), await NextAsync(other));
        await table.EndAsync(job, succeeded: true, "kind", "{}", Cancel);
        var done = await NextAsync(one);

        Assert.Equal((State.Leased, 1, 0, null), (leased.State, leased.Attempts, leased.Takeovers, leased.Progress));
        Assert.Equal($"{Environment.MachineName}/{Environment.ProcessId}", leased.Holder);
        Assert.Equal(leased, same);
        Assert.Equal((1, 5, 3, 40), (told.Progress.Fold, told.Progress.Folds, told.Progress.Epoch, told.Progress.Epochs));
        Assert.Equal([0.5, 0.25], told.Progress.Losses.Select(loss => loss.TrainMse));
        Assert.True(double.IsNaN(told.Progress.Losses[0].ValidationMse));
        Assert.Equal(told, toldToo);
        Assert.Equal((State.Done, false), (done.State, done.HasSilentSeconds));
        Assert.False(await one.ResponseStream.MoveNext(Cancel));
    }

    [Fact]
    public async Task A_takeover_is_told_and_what_the_first_one_noted_is_not()
    {
        var time = new Jobs.ManualTime();
        var (table, job) = await LeasedAsync(time);
        await table.BeatAsync(job, Lease, Note, Cancel);
        time.Pass(Lease + TimeSpan.FromSeconds(1));
        await table.LeaseAsync(TimeSpan.FromDays(100_000), Cancel);
        await using var server = await StartAsync();
        using var watch = Watch(server);

        var job2 = await NextAsync(watch);

        Assert.Equal((State.Leased, 2, 1, null), (job2.State, job2.Attempts, job2.Takeovers, job2.Progress));
    }

    [Fact]
    public async Task A_failure_is_told_with_its_reason()
    {
        var (table, job) = await LeasedAsync();
        var answer = new WorkFailed { ExperimentId = "first", Round = 1, Work = job.Work, Reason = "The disk is full." };
        await table.EndAsync(
            job, succeeded: false, typeof(WorkFailed).FullName!, System.Text.Json.JsonSerializer.Serialize(answer), Cancel);
        await using var server = await StartAsync();
        using var watch = Watch(server);

        var failed = await NextAsync(watch);

        Assert.Equal((State.Failed, "The disk is full."), (failed.State, failed.Failure));
    }

    [Theory]
    [InlineData("first", 9, StatusCode.NotFound, "Nobody asked for 'train/user_9/2x3'")]
    [InlineData("first", 0, StatusCode.InvalidArgument, "No network")]
    [InlineData("", 1, StatusCode.InvalidArgument, "no experiment id")]
    public async Task Refuses_what_is_no_job(string experiment, int user, StatusCode status, string text)
    {
        await LeasedAsync();
        await using var server = await StartAsync();
        using var watch = new Service.TrainingClient(server.Channel()).WatchJob(
            new() { ExperimentId = experiment, User = user, Layers = 2, Steps = 3 }, cancellationToken: Cancel);

        var failure = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Cancel));

        Assert.Equal(status, failure.StatusCode);
        Assert.Contains(text, failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watch_beyond_those_that_are_open_is_refused()
    {
        await LeasedAsync();
        await using var server = await StartAsync(("Training:Watching:MaxWatches", "1"));
        using var first = Watch(server);
        await NextAsync(first);
        using var second = Watch(server);

        var failure = await Assert.ThrowsAsync<RpcException>(() => second.ResponseStream.MoveNext(Cancel));

        Assert.Equal(StatusCode.ResourceExhausted, failure.StatusCode);
    }

    [Fact]
    public async Task A_watch_ends_after_a_while_to_be_begun_again()
    {
        await LeasedAsync();
        await using var server = await StartAsync(("Training:Watching:MaxWatchSeconds", "1"));
        using var watch = Watch(server);

        Assert.Equal(State.Leased, (await NextAsync(watch)).State);
        Assert.False(await watch.ResponseStream.MoveNext(Cancel));
    }

    private Task<CallServer> StartAsync(params (string Key, string Value)[] settings) =>
        CallServer.TrainingAsync(_folder["data"], null, [("Training:Watching:LookSeconds", "0.05"), .. settings]);

    /// <summary>A job that this process took before any process of Training was there to take it.</summary>
    private async Task<(JobTable Table, Job Job)> LeasedAsync(TimeProvider? time = null)
    {
        var stores = new SqliteFolder(Path.Combine(_folder["data"], "sql"));
        var table = new JobTable("training", stores.Open("training", JobTables.Migrations("training")), time ?? TimeProvider.System);
        var command = new TrainNetwork { ExperimentId = "first", Round = 1, Work = "train/user_1/2x3", User = 1, Layers = 2, Steps = 3 };
        await table.AcceptAsync(command, typeof(TrainNetwork).FullName!, "{}", traceParent: null, Cancel);
        return (table, (await table.LeaseAsync(Lease, Cancel))!);
    }

    private static AsyncServerStreamingCall<WatchJobResponse> Watch(CallServer server) =>
        new Service.TrainingClient(server.Channel()).WatchJob(
            new() { ExperimentId = "first", User = 1, Layers = 2, Steps = 3 }, cancellationToken: Cancel);

    private static async Task<TrainingJob> NextAsync(AsyncServerStreamingCall<WatchJobResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(Cancel));
        return watch.ResponseStream.Current.Job;
    }
}
