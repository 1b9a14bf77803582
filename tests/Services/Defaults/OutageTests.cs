using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Defaults;

/// <summary>Servers that come, go and come back under a service that goes on. They are of these tests alone.</summary>
[Trait("Set", "Full")]
public sealed class OutageTests : IDisposable
{
    private readonly MariaDb _rows = new();
    private readonly Azurite _blobs = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_is_not_healthy_while_a_server_is_away_and_works_again_when_it_is_back()
    {
        var catalog = await _rows.CreateDatabaseAsync();
        await _blobs.StartAsync();
        await using var app = await StartAsync(catalog);
        await AssertHealthAsync(app, HttpStatusCode.OK);
        Assert.Equal(7, (await AskAsync(app)).Songs);

        _rows.Kill();
        await AssertHealthAsync(app, HttpStatusCode.ServiceUnavailable);
        await _rows.StartAsync();
        await AssertHealthAsync(app, HttpStatusCode.OK);

        _blobs.Kill();
        await AssertHealthAsync(app, HttpStatusCode.ServiceUnavailable);
        var failure = Assert.Throws<IOException>(() => app.Services.GetRequiredService<IBlobStore>().Exists("a"));
        await _blobs.StartAsync();
        await AssertHealthAsync(app, HttpStatusCode.OK);

        Assert.Equal(7, (await AskAsync(app)).Songs);
        Assert.Contains("is it running", failure.Message, StringComparison.Ordinal);
        app.Services.GetRequiredService<IBlobStore>().WriteText("a", text => text.Write("b"));
    }

    [Fact]
    public async Task A_service_that_begins_before_its_servers_waits_for_them()
    {
        var catalog = await _rows.CreateDatabaseAsync();
        _rows.Kill();
        await using var app = await StartAsync(catalog);
        await AssertHealthAsync(app, HttpStatusCode.ServiceUnavailable);

        await _rows.StartAsync();
        await _blobs.StartAsync();

        await AssertHealthAsync(app, HttpStatusCode.OK);
        Assert.Equal(7, (await AskAsync(app)).Songs);
        app.Services.GetRequiredService<IBlobStore>().WriteText("a", text => text.Write("b"));
    }

    [Fact]
    public async Task Of_two_processes_that_share_a_table_one_does_the_job()
    {
        var catalog = await _rows.CreateDatabaseAsync();
        await _blobs.StartAsync();
        await using var first = await StartAsync(catalog);
        await using var second = await StartAsync(catalog);

        var answers = new[] { first.AnswerAsync(), second.AnswerAsync() }; // each has a bus of its own; whoever works, answers there
        using var asked = await first.Client.GetAsync("begin", Cancel);
        var answer = await await Task.WhenAny(answers);

        Assert.Equal(7, answer.Songs);
    }

    public void Dispose()
    {
        _rows.Dispose();
        _blobs.Dispose();
    }

    private Task<DefaultsApp> StartAsync(string catalog) => DefaultsApp.StartAsync(
        dataFolder: null,
        ("ConnectionStrings:catalog", catalog), ("ConnectionStrings:blobs", _blobs.ConnectionString),
        ("Jobs:PollSeconds", "0.05"), ("Jobs:RepublishSeconds", "0.1"));

    private static async Task<Contracts.Messages.SongsMapped> AskAsync(DefaultsApp app)
    {
        using var asked = await app.Client.GetAsync("begin", Cancel);
        asked.EnsureSuccessStatusCode();
        return await app.AnswerAsync();
    }

    private static async Task AssertHealthAsync(DefaultsApp app, HttpStatusCode expected)
    {
        using var health = await app.Client.GetAsync("health", Cancel);
        using var alive = await app.Client.GetAsync("alive", Cancel);
        Assert.Equal(expected, health.StatusCode);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }
}
