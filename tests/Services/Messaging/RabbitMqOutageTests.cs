using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Services.Tests.Defaults;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Messaging;

[Trait("Set", "Full")]
public sealed class RabbitMqOutageTests : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-outage-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_that_comes_before_its_broker_is_alive_and_not_ready_until_the_broker_is_there()
    {
        await using var server = new RabbitMqServer();
        await using var app = await StartAsync(server);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await AskAsync(app, "health"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(app, "alive"));
        await Assert.ThrowsAsync<TimeoutException>(() => app.Bus.PublishInTimeAsync(Lost(), Short, Cancel));
        await server.StartAsync();
        await UntilAsync(app, HttpStatusCode.OK);
        await app.BeginAsync();

        Assert.Equal(7, (await app.AnswerAsync()).Songs);
    }

    [Fact]
    public async Task A_broker_that_is_killed_and_comes_back_is_told_by_health_and_holds_nothing_up()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        await using var app = await StartAsync(server);
        await UntilAsync(app, HttpStatusCode.OK);
        await app.BeginAsync();
        await app.AnswerAsync();

        await server.KillAsync();
        await UntilAsync(app, HttpStatusCode.ServiceUnavailable);
        await Assert.ThrowsAnyAsync<Exception>(() => app.Bus.PublishInTimeAsync(Lost(), Short, Cancel));
        var alive = await AskAsync(app, "alive");
        await server.StartAsync();
        await UntilAsync(app, HttpStatusCode.OK);
        await app.BeginAsync();

        Assert.Equal(HttpStatusCode.OK, alive);
        Assert.Equal(7, (await app.AnswerAsync()).Songs);
    }

    [Fact]
    public async Task An_answer_that_a_lost_broker_did_not_take_goes_out_when_it_is_back()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        var began = new TaskCompletionSource();
        var killed = new TaskCompletionSource();
        await using var app = await StartAsync(server, async () =>
        {
            began.SetResult();
            await killed.Task;
        });
        await UntilAsync(app, HttpStatusCode.OK);
        await app.BeginAsync();
        await began.Task;

        await server.KillAsync();
        await UntilAsync(app, HttpStatusCode.ServiceUnavailable);
        killed.SetResult();
        await server.StartAsync();

        Assert.Equal(7, (await app.AnswerAsync()).Songs);
    }

    [Fact]
    public async Task A_service_whose_broker_is_gone_ends_when_it_is_told_to()
    {
        await using var server = new RabbitMqServer();
        await server.StartAsync();
        await using var app = await StartAsync(server);
        await UntilAsync(app, HttpStatusCode.OK);

        await server.KillAsync();
        await UntilAsync(app, HttpStatusCode.ServiceUnavailable);
        await app.StopAsync();

        Assert.True(app.HasEnded);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DefaultsApp> StartAsync(RabbitMqServer server, Func<Task>? work = null) => DefaultsApp.StartAsync(
        _folder.FullName,
        builder => builder.Services.AddSingleton(new DefaultsApp.Meanwhile(work ?? (() => Task.CompletedTask))),
        ("ConnectionStrings:messaging", server.Address()), ("Jobs:RepublishSeconds", "1"));

    private static CancelWork Lost() => new() { ExperimentId = "lost", Round = 1 };

    private static async Task<HttpStatusCode> AskAsync(DefaultsApp app, string path)
    {
        using var response = await app.Client.GetAsync(path, Cancel);
        return response.StatusCode;
    }

    /// <summary>Asks for health until it is that.</summary>
    private static async Task UntilAsync(DefaultsApp app, HttpStatusCode health)
    {
        using var timer = new PeriodicTimer(BetweenLooks);
        while (await AskAsync(app, "health") != health)
            await timer.WaitForNextTickAsync(Cancel);
    }
}
