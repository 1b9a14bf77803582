using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;

namespace PlayCount.AppHost.Tests;

public sealed class CommandTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_start_and_restart_a_resource_while_others_go_on()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo");
        var other = EchoApplication.Echo(builder, "other");
        await using var application = await EchoApplication.StartAsync(builder);
        var orchestrator = application.Service<ResourceOrchestrator>();
        var first = await application.AskAsync(echo, "/process");

        await orchestrator.StopResourceAsync("echo");
        await application.Notifications.WaitForResourceAsync("echo", KnownResourceStates.Exited, Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => application.AskNowAsync(echo, "/process"));
        await orchestrator.StartResourceAsync("Echo");
        var second = await application.AskAsync(echo, "/process");
        await orchestrator.RestartResourceAsync("echo");
        var third = await application.AskAsync(echo, "/process");

        Assert.Distinct([first, second, third, await application.AskAsync(other, "/process")]);
    }

    [Fact]
    public async Task For_a_resource_that_is_not_there_name_those_that_are()
    {
        var builder = EchoApplication.Builder("--Parameters:value=1");
        EchoApplication.Echo(builder, "echo");
        builder.AddParameter("value");
        await using var application = await EchoApplication.StartAsync(builder);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => application.Service<ResourceOrchestrator>().StopResourceAsync("ecko"));

        Assert.Equal("The application has no resource 'ecko' to start or end: it has echo.", error.Message);
    }
}
