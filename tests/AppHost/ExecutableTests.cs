using Aspire.Hosting.ApplicationModel;

namespace PlayCount.AppHost.Tests;

public sealed class ExecutableTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_in_its_folder_with_arguments_environment_and_port()
    {
        using var folder = new TemporaryFolder();
        var builder = EchoApplication.Builder();
        var shell = builder.AddExecutable("shell", "sh", folder.Path, "-c", "echo $TEXT $PORT; pwd")
            .WithEnvironment("TEXT", "said").WithHttpEndpoint(env: "PORT");
        await using var application = await EchoApplication.StartAsync(builder);

        await application.Notifications.WaitForResourceAsync("shell", KnownResourceStates.Finished, Token);

        var lines = new List<string>();
        await foreach (var some in application.Logs.WatchAsync("shell").WithCancellation(Token))
            lines.AddRange(some.Select(line => line.Content));
        Assert.Equal([$"said {shell.GetEndpoint("http").Port}", folder.Path], lines);
        Assert.Equal(("sh", folder.Path), (shell.Resource.Command, shell.Resource.WorkingDirectory));
    }

    [Fact]
    public async Task That_is_not_there_is_named()
    {
        var builder = EchoApplication.Builder();
        builder.AddExecutable("server", "no-such-server", "/");
        builder.AddExecutable("nowhere", "sh", "/no/such/folder");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.StartsWith(
            "Resource 'server' could not be started: the program 'no-such-server' is neither in '/' nor on the PATH: install it",
            (await application.FailureAsync("server")).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "Resource 'nowhere' could not be started: its folder '/no/such/folder' is not there.",
            (await application.FailureAsync("nowhere")).Message, StringComparison.Ordinal);
    }
}
