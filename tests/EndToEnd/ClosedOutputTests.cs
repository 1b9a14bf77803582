using System.Diagnostics;
using PlayCount.Cli;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>The program in a shell that closes its outputs or leads them to a full disk.</summary>
public sealed class ClosedOutputTests : IDisposable
{
    private const string Rows = "sample triplets --rows 1000 --out";

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    [InlineData(">&- 2>&-")]
    [InlineData(">/dev/full")]
    public async Task The_work_is_done_with_status_0(string outputs)
    {
        await PlayCountRun.SucceedAsync([.. Rows.Split(' '), _folder.In("usual.tsv")]);

        var (status, _) = await ShellAsync($"{Rows} t.tsv", outputs);

        Assert.Equal(0, status);
        Assert.Equal(await BytesAsync("usual.tsv"), await BytesAsync("t.tsv"));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task A_failure_keeps_status_1_where_stderr_takes_nothing(string outputs)
    {
        var (status, _) = await ShellAsync("sample triplets --rows 0 --out t.tsv", outputs);

        Assert.Equal(1, status);
    }

    [Fact]
    public async Task A_stop_keeps_its_status_where_stderr_takes_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals are sent with its kill");
        const string StopOnceItWrites = "2>/dev/full & until [ -s t.tsv.part ]; do kill -0 $! || exit; done; kill -s TERM $!; wait $!";

        var (status, _) = await ShellAsync("sample triplets --rows 1000000000 --out t.tsv", StopOnceItWrites);

        Assert.Equal(143, status);
    }

    [Theory]
    [InlineData("--help >/dev/full", "playcount: No space left on device\n")]
    [InlineData("--help >/dev/full 2>/dev/full", "")]
    public async Task Help_that_nobody_can_read_is_a_failure(string command, string error)
    {
        var (status, said) = await ShellAsync(command, "");

        Assert.Equal((1, error), (status, said));
    }

    [Theory]
    [InlineData("2>&1", true)]
    [InlineData("2>/dev/full", false)]
    public async Task The_bar_shows_on_a_terminal_alone(string stderr, bool shows)
    {
        Outside.NeedsProgram("script", "bsdutils");
        var command = $"TERM=xterm dotnet '{typeof(PlayCountCommand).Assembly.Location}' {Rows} t.tsv {stderr}";

        var terminal = await RunAsync("script", "--return", "--quiet", "--command", command, "/dev/null");

        Assert.Equal(0, terminal.Status);
        Assert.Equal(shows, terminal.Output.Contains("\u001b[?25l", StringComparison.Ordinal)); // the bar hides the cursor
        Assert.Equal(shows, terminal.Output.Contains("writing triplets: 1000 rows in ", StringComparison.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int Status, string Error)> ShellAsync(string command, string outputs)
    {
        Outside.NeedsProgram("sh", "dash");
        var run = await RunAsync("sh", "-c", $"dotnet '{typeof(PlayCountCommand).Assembly.Location}' {command} {outputs}");
        return (run.Status, run.Error);
    }

    private async Task<(int Status, string Output, string Error)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }

    private Task<byte[]> BytesAsync(string name) => File.ReadAllBytesAsync(_folder.In(name), TestContext.Current.CancellationToken);
}
