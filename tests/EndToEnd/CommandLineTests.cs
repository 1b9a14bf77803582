using System.CommandLine;
using PlayCount.Cli;

namespace PlayCount.EndToEnd.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData(typeof(InvalidDataException), "t.tsv, line 3: 'x' is no count.", "t.tsv, line 3: 'x' is no count.")]
    [InlineData(typeof(FileNotFoundException), "'t.tsv' is not there.", "'t.tsv' is not there.")]
    [InlineData(typeof(UnauthorizedAccessException), "Access to 't.tsv' is denied.", "Access to 't.tsv' is denied.")]
    [InlineData(typeof(ArgumentException), "two\r\n  lines", "two lines")]
    [InlineData(typeof(InvalidOperationException), "a defect", "Unexpected InvalidOperationException: a defect")]
    public async Task A_failure_is_one_line_and_status_1(Type type, string message, string line)
    {
        var run = await RunAsync(() => throw (Exception)Activator.CreateInstance(type, message)!);

        Assert.Equal((1, $"playcount: {line}\n"), run);
    }

    [Fact]
    public async Task The_name_of_a_parameter_is_nothing_for_a_person()
    {
        var run = await RunAsync(() => throw new ArgumentOutOfRangeException("songs", 3, "3 songs are too few."));

        Assert.Equal((1, "playcount: 3 songs are too few.\n"), run);
    }

    [Fact]
    public async Task Several_failures_at_once_show_the_first()
    {
        var run = await RunAsync(() => throw new AggregateException(new IOException("disk full"), new IOException("disk fuller")));

        Assert.Equal((1, "playcount: disk full\n"), run);
    }

    [Theory]
    [InlineData("playcount: Required command was not provided. See: playcount --help\n")]
    [InlineData("playcount: Unrecognized command or argument 'x'. See: playcount sample --help\n", "sample", "--out", "d", "x")]
    [InlineData("playcount: Option '--out' is required. See: playcount sample --help\n", "sample")]
    public async Task A_wrong_command_line_is_one_line_and_status_1(string line, params string[] args)
    {
        var run = await PlayCountRun.OfAsync(args);

        Assert.Equal((1, "", line), (run.Status, run.Output, run.Error));
    }

    [Fact]
    public async Task Help_goes_to_the_output_with_status_0()
    {
        var run = await PlayCountRun.OfAsync("sample", "--help");

        Assert.Equal((0, ""), (run.Status, run.Error));
        Assert.Contains("--order-share", run.Output, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Error)> RunAsync(Action work)
    {
        var root = new RootCommand();
        root.SetAction(_ => work());
        var error = new StringWriter { NewLine = "\n" };
        var status = await CommandLine.RunAsync(root, [], new InvocationConfiguration { Error = error });
        return (status, error.ToString());
    }
}
