using System.CommandLine;
using System.Diagnostics;
using PlayCount.Cli;

namespace PlayCount.EndToEnd.Tests;

/// <summary>The same command a second time: the same bytes, wherever and however often it was stopped.</summary>
public sealed class RunAgainTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    private const int KillStatus = 128 + 9;

    // Epochs enough that a run is still training while the test looks at its files.
    private static readonly string[] Endless = ["--steps", "3", "--epochs", "100000", "--threads", "1"]; // always stopped by its test
    private static readonly string[] Long = ["--steps", "3", "--epochs", "100", "--threads", "1"];
    private static readonly string[] LongOnTwoThreads = [.. Long[..^1], "2"]; // the same bytes, sooner

    // Once a run has cut its last song, so that nothing but training is before it, and once it has trained so much that a rest of it is
    // left to go on from.
    private static readonly string[] CutTheLastSong = [$"clips/{RunInput.SongId(RunInput.SongsWithAudio - 1)}.json"];
    private static readonly string[] ThroughAFold =
        [.. from user in new[] { 1, 2, 3 } from layers in new[] { 1, 2 } select $"state/user_{user}/{layers}x3/seed_1_fold_0.json"];

    [Fact]
    public async Task Two_folders_are_byte_equal_whatever_the_number_of_threads()
    {
        await run.Input.SucceedAsync("one-thread", "--threads", "1");

        RunFolderBytes.AssertEqual(run.Folder, run.Input.In("one-thread"));
    }

    [Fact]
    public async Task A_finished_run_run_again_changes_no_byte()
    {
        await run.Input.SucceedAsync("first");

        await run.Input.SucceedAsync("first");

        RunFolderBytes.AssertEqual(run.Folder, run.Input.In("first"));
    }

    [Fact]
    public async Task A_run_cancelled_while_it_trains_and_run_again_ends_as_one_never_stopped()
    {
        var whole = await run.LongAsync(LongOnTwoThreads);
        using var stop = new CancellationTokenSource();
        var stopped = RunAsync(run.Input.Command("stopped", ["--mapping", run.Input.Mapping, .. Long]), stop.Token);

        await OnceAsync("stopped", ThroughAFold, stopped, stop.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        Assert.Single(Directory.GetFiles(run.Input.In("stopped/state"), "*.safetensors", SearchOption.AllDirectories));
        Assert.False(File.Exists(run.Input.In("stopped/results.json")));
        await run.Input.SucceedAsync("stopped", LongOnTwoThreads);
        RunFolderBytes.AssertEqual(whole, run.Input.In("stopped"));
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task A_process_killed_while_it_trains_and_run_again_ends_as_one_never_stopped()
    {
        string[] command = run.Input.Command("killed", ["--mapping", run.Input.Mapping, .. Long]);
        var whole = await run.LongAsync(LongOnTwoThreads);
        using var process = Start(command);

        await OnceAsync("killed", ThroughAFold, process.WaitForExitAsync(TestContext.Current.CancellationToken), process.Kill); // SIGKILL

        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(KillStatus, process.ExitCode);
        Assert.False(File.Exists(run.Input.In("killed/results.json")));
        using var again = Start(run.Input.Command("killed", ["--mapping", run.Input.Mapping, .. LongOnTwoThreads]));
        await again.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, again.ExitCode);
        RunFolderBytes.AssertEqual(whole, run.Input.In("killed"));
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task Two_processes_at_once_in_one_folder_are_refused()
    {
        string[] command = run.Input.Command("shared", ["--mapping", run.Input.Mapping, .. Endless]);
        using var process = Start(command);
        await OnceAsync("shared", CutTheLastSong, process.WaitForExitAsync(TestContext.Current.CancellationToken), () => { });

        var second = await PlayCountRun.OfAsync(command);

        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(
            (1, $"playcount: Another run is at work in '{run.Input.In("shared")}'. Wait for it, or choose another --out.\n"),
            (second.Status, second.Error));
    }

    [Fact]
    public async Task A_folder_where_another_run_is_at_work_is_refused()
    {
        using var stop = new CancellationTokenSource();
        var first = RunAsync(run.Input.Command("busy", ["--mapping", run.Input.Mapping, .. Endless]), stop.Token);
        await OnceAsync("busy", CutTheLastSong, first, () => { });

        var second = await run.Input.RunAsync("busy", Endless);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Assert.Equal(
            (1, $"playcount: Another run is at work in '{run.Input.In("busy")}'. Wait for it, or choose another --out.\n"),
            (second.Status, second.Error));
    }

    [Theory]
    [InlineData("epochs", "3", "4", "--epochs", "4")]
    [InlineData("seed", "1", "2", "--seed", "2")]
    [InlineData("split", "sound", "paper-code", "--split", "paper-code")]
    [InlineData("frontEnd", "log-mel", "mfcc", "--front-end", "mfcc")]
    [InlineData("learningRate", "0.001", "0.002", "--learning-rate", "0.002")]
    public async Task Another_config_on_the_folder_is_refused_by_the_setting_and_changes_nothing(
        string setting, string there, string asked, params string[] more)
    {
        var before = Written().ToArray();

        var refused = await run.Input.RunAsync("out", more);

        Assert.Equal(
            (1, $"playcount: '{run.Folder}' holds a run with {setting} {there}, and {asked} is asked for. "
                + "Choose another --out, or delete it.\n"),
            (refused.Status, refused.Error));
        Assert.Equal(before, Written());

        IEnumerable<(string, DateTime)> Written() =>
            RunFolderBytes.Names(run.Folder).Select(name => (name, File.GetLastWriteTimeUtc(Path.Combine(run.Folder, name))));
    }

    [Fact]
    public async Task A_folder_that_holds_something_else_is_refused_and_left_as_it_is()
    {
        var refused = await run.Input.RunAsync("music");

        Assert.Equal(
            (1, $"playcount: --out '{run.Input.Audio}' holds other files and no run; an empty or new folder is right.\n"),
            (refused.Status, refused.Error));
        Assert.Equal(RunInput.SongsWithAudio, Directory.GetFileSystemEntries(run.Input.Audio).Length);
    }

    private static Task<int> RunAsync(string[] command, CancellationToken cancellationToken) =>
        Task.Run(() => PlayCountCommand.Root.Parse(command).InvokeAsync(
        new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            ProcessTerminationTimeout = null,
        },
        cancellationToken));

    private static Process Start(string[] command)
    {
        string[] arguments = [typeof(PlayCountCommand).Assembly.Location, .. command];
        var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardError = true })!;
        process.BeginErrorReadLine(); // so that its progress lines never fill the pipe
        return process;
    }

    /// <summary>
    /// Acts once a run has one of some files; fails when the run ended before. Looks from a thread of its own, because the
    /// pool's threads are the run's.
    /// </summary>
    private Task OnceAsync(string folder, string[] files, Task running, Action act) => Task.Factory.StartNew(
        () =>
        {
            while (!files.Any(name => File.Exists(run.Input.In($"{folder}/{name}"))))
            {
                Assert.False(running.IsCompleted, $"the run ended too early: {running.Exception?.InnerException?.Message}");
                Thread.Sleep(1); // the run is at work: look again
            }

            act();
        },
        TestContext.Current.CancellationToken,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
