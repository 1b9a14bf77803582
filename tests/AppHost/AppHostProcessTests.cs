using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

public sealed class AppHostProcessTests
{
    public AppHostProcessTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals and /proc");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_ends_it_and_all_it_started_with_exit_code_0(string signal)
    {
        using var host = new SampleProcess();
        await host.ReadToAsync("[second] said to standard output");

        Send(signal, host.Id);

        var (exitCode, output, error) = await host.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Empty(error);
        AssertInOrder(
            output, "Distributed application starting.", "Application host directory is: ",
            "Distributed application started. Press Ctrl+C to shut down.");
        AssertInOrder(
            output, "[first] runs as process", "[first] said to standard output",
            "[second] runs as process", "[second] said to standard output");
        Assert.Equal(4, host.Children.Count);
        await host.ChildrenGoneAsync();
    }

    [Fact]
    public async Task Killed_it_leaves_no_process_behind()
    {
        using var host = new SampleProcess("--stray", "yes");
        await host.ReadToAsync("[second] said to standard output");

        Send("KILL", host.Id);

        await host.EndAsync();
        Assert.Equal(5, host.Children.Count);
        await host.ChildrenGoneAsync();
    }

    [Fact]
    public async Task A_second_signal_ends_at_once_what_does_not_heed_the_first()
    {
        using var host = new SampleProcess("--deaf", "yes");
        await host.ReadToAsync("[second] said to standard output");

        Send("TERM", host.Id);
        await host.ReadToAsync("[first] ended with exit code");
        Send("TERM", host.Id);

        Assert.Equal(143, (await host.EndAsync()).ExitCode);
        await host.ChildrenGoneAsync();
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task What_does_not_heed_the_signal_is_ended_after_a_while()
    {
        using var host = new SampleProcess("--deaf", "yes");
        await host.ReadToAsync("[second] said to standard output");

        Send("TERM", host.Id);

        var (exitCode, output, _) = await host.EndAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains("[second] ended with exit code 137", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_ends_with_an_error_when_every_resource_has()
    {
        using var host = new SampleProcess("--fail", "3");

        var (exitCode, output, error) = await host.EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "[second] Resource 'second' could not be started: Resource 'first' ended with exit code 3.", output, StringComparison.Ordinal);
        Assert.Contains("Every resource has ended, with an error: 'first', 'second'.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_a_port_in_use()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 15877);
        listener.Start();
        using var host = new SampleProcess("--port", "15877");

        var (exitCode, _, error) = await host.EndAsync();

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Port 15877, asked for by endpoint 'http' of resource 'first', is in use", error, StringComparison.Ordinal);
    }

    private static void Send(string signal, int process) =>
        Outside.Run("kill", "-s", signal, process.ToString(CultureInfo.InvariantCulture));

    private static void AssertInOrder(string text, params string[] parts)
    {
        var at = 0;
        foreach (var part in parts)
        {
            var next = text.IndexOf(part, at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"'{part}' is missing after character {at} of:\n{text}");
            at = next + part.Length;
        }
    }
}
