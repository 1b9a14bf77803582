using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PlayCount.AppHost.Tests;

public sealed class ResourceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_healthy_when_its_health_check_says_so()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithEnvironment("ECHO_SICK", "yes");
        await using var application = await EchoApplication.StartAsync(builder);

        var sick = await application.Notifications.WaitForResourceAsync("echo", EchoApplication.HasAnsweredSick, Token);
        Assert.Equal(HealthStatus.Unhealthy, sick.Snapshot.HealthStatus);
        await application.AskNowAsync(echo, "/heal");

        var healthy = await application.Notifications.WaitForResourceHealthyAsync("echo", Token);
        Assert.Equal("echo_http_/health_200_check", Assert.Single(healthy.Snapshot.HealthReports).Name);
        Assert.Equal("echo", healthy.ResourceId);
    }

    [Fact]
    public async Task That_is_not_healthy_in_time_is_told_with_what_its_check_said()
    {
        var builder = EchoApplication.Builder("--ResourceHealth:TimeoutSeconds=0");
        EchoApplication.Echo(builder, "echo").WithHttpHealthCheck("/nowhere");
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await application.FailureAsync("echo");

        Assert.StartsWith("Resource 'echo' runs, but was not healthy within 0 s: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("/nowhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_fails_is_named_with_exit_code_last_lines_and_what_to_do()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "echo").WithEnvironment("ECHO_EXIT", "3");
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await application.FailureAsync("echo");

        var lines = error.Message.Split('\n');
        Assert.Equal("Resource 'echo' ended with exit code 3. What it printed last:", lines[0]);
        Assert.Equal(Enumerable.Range(11, 20).Select(number => $"  line {number} of 30"), lines[1..^1]);
        Assert.Contains("dotnet run --project", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whose_callback_throws_is_told_with_what_that_said()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "echo").WithEnvironment("BROKEN", () => throw new TimeoutException("no answer from the vault"));
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await application.FailureAsync("echo");

        Assert.Equal("Resource 'echo' could not be started: no answer from the vault.", error.Message);
    }

    [Fact]
    public async Task That_ends_is_not_waited_for_in_another_state()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "echo").WithEnvironment("ECHO_EXIT", "0");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.Equal("Finished", await application.Notifications.WaitForResourceAsync("echo", KnownResourceStates.TerminalStates, Token));
        await application.Notifications.WaitForResourceAsync("echo", KnownResourceStates.Finished, Token);
        await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.Notifications.WaitForResourceAsync("echo", cancellationToken: Token));
    }

    [Fact]
    public async Task That_does_not_exist_is_not_waited_for()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "echo");
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await application.FailureAsync("ecko");

        Assert.Equal("The application has no resource 'ecko' to wait for: it has echo.", error.Message);
    }

    [Fact]
    public async Task Has_the_state_that_was_published()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithEnvironment("ECHO_EXIT", "0");
        await using var application = await EchoApplication.StartAsync(builder);
        await application.Notifications.WaitForResourceAsync("echo", KnownResourceStates.Finished, Token);

        await application.Notifications.PublishUpdateAsync(echo.Resource, last => last with { State = "Busy" });

        await foreach (var update in application.Notifications.WatchAsync(Token))
        {
            Assert.Equal(new ResourceStateSnapshot("Busy", null), update.Snapshot.State);
            Assert.Equal("Project", update.Snapshot.ResourceType);
            Assert.Equal(0, update.Snapshot.ExitCode);
            break;
        }
    }

    [Fact]
    public async Task Tells_its_lines_to_those_who_ask_early_and_late()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithEnvironment("ECHO_EXIT", "0");
        await using var application = await EchoApplication.StartAsync(builder);

        var early = await LinesAsync(application.Logs.WatchAsync(echo.Resource));
        var late = await LinesAsync(application.Logs.WatchAsync("echo"));

        Assert.Equal(Enumerable.Range(1, 30).Select(number => new LogLine(number, $"line {number} of 30", IsErrorMessage: false)), early);
        Assert.Equal(early, late);
    }

    [Fact]
    public async Task Keeps_apart_what_it_says_to_standard_error()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo");
        await using var application = await EchoApplication.StartAsync(builder);

        await foreach (var lines in application.Logs.WatchAsync(echo.Resource).WithCancellation(Token))
        {
            if (lines.Any(line => line is { IsErrorMessage: true, Content: "said to standard error" }))
                return;
        }

        Assert.Fail("The resource's lines ended without the one to standard error.");
    }

    private static async Task<List<LogLine>> LinesAsync(IAsyncEnumerable<IReadOnlyList<LogLine>> log)
    {
        var all = new List<LogLine>();
        await foreach (var lines in log.WithCancellation(Token))
            all.AddRange(lines);
        return all;
    }
}
