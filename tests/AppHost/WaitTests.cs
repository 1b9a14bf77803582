using Aspire.Hosting.ApplicationModel;

namespace PlayCount.AppHost.Tests;

public sealed class WaitTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task For_a_resource_ends_when_that_is_healthy()
    {
        var builder = EchoApplication.Builder();
        var first = EchoApplication.Echo(builder, "first").WithEnvironment("ECHO_SICK", "yes");
        EchoApplication.Echo(builder, "second").WaitFor(first);
        await using var application = await EchoApplication.StartAsync(builder);

        await application.Notifications.WaitForResourceAsync("second", KnownResourceStates.Waiting, Token);
        await application.Notifications.WaitForResourceAsync("first", EchoApplication.HasAnsweredSick, Token);
        Assert.Equal("Waiting", await StateAsync(application, "second"));
        await application.AskNowAsync(first, "/heal");

        await application.Notifications.WaitForResourceHealthyAsync("second", Token);
    }

    [Fact]
    public async Task For_completion_ends_with_the_exit_code_that_is_awaited()
    {
        var builder = EchoApplication.Builder();
        var first = EchoApplication.Echo(builder, "first").WithEnvironment("ECHO_EXIT", "4");
        EchoApplication.Echo(builder, "second").WaitForCompletion(first, exitCode: 4);
        EchoApplication.Echo(builder, "third").WaitForCompletion(first);
        await using var application = await EchoApplication.StartAsync(builder);

        await application.Notifications.WaitForResourceHealthyAsync("second", Token);
        var error = await application.FailureAsync("third");
        Assert.StartsWith(
            "Resource 'third' could not be started: it waits for exit code 0. Resource 'first' ended with exit code 4.",
            error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_resource_that_fails_fails_and_names_that()
    {
        var builder = EchoApplication.Builder();
        var first = EchoApplication.Echo(builder, "first").WithEnvironment("ECHO_EXIT", "5");
        EchoApplication.Echo(builder, "second").WaitFor(first);
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await application.FailureAsync("second");

        Assert.StartsWith(
            "Resource 'second' could not be started: Resource 'first' ended with exit code 5.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_start_ends_when_that_runs_healthy_or_not()
    {
        var builder = EchoApplication.Builder();
        var first = EchoApplication.Echo(builder, "first").WithEnvironment("ECHO_SICK", "yes");
        EchoApplication.Echo(builder, "second").WaitForStart(first);
        await using var application = await EchoApplication.StartAsync(builder);

        await application.Notifications.WaitForResourceHealthyAsync("second", Token);
    }

    private static async Task<string?> StateAsync(EchoApplication application, string resource) =>
        (await application.Notifications.WaitForResourceAsync(resource, _ => true, Token)).Snapshot.State?.Text;
}
