using Aspire.Hosting.ApplicationModel;

namespace PlayCount.AppHost.Tests;

public sealed class ReplicaTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_behind_one_port_each_on_a_port_of_its_own()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithReplicas(2);
        await using var application = await EchoApplication.StartAsync(builder);
        await application.Notifications.WaitForResourceHealthyAsync("echo", Token);

        var seen = new HashSet<string>();
        while (seen.Count < 2)
            seen.Add(await UrlOfOneAsync(echo));

        Assert.DoesNotContain(echo.GetEndpoint("http").Url, seen);
    }

    [Fact]
    public async Task Go_on_when_one_of_them_ends()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithReplicas(2);
        await using var application = await EchoApplication.StartAsync(builder);
        await application.Notifications.WaitForResourceHealthyAsync("echo", Token);
        var ended = await UrlOfOneAsync(echo);

        using var client = new HttpClient();
        await client.GetAsync(new Uri($"{ended}/exit"), Token);
        await foreach (var lines in application.Logs.WatchAsync("echo").WithCancellation(Token))
        {
            if (lines.Any(line => line.Content == "ends as told"))
                break;
        }

        var left = await UrlOfOneAsync(echo);
        while (left == ended)
            left = await UrlOfOneAsync(echo);
        Assert.Equal(left, await UrlOfOneAsync(echo));
    }

    [Fact]
    public void Are_at_least_one() => Assert.Throws<ArgumentOutOfRangeException>(
        () => EchoApplication.Echo(EchoApplication.Builder(), "echo").WithReplicas(0));

    // A client of its own, because a connection stays with the process it was led to.
    private static async Task<string> UrlOfOneAsync(IResourceBuilder<ProjectResource> echo)
    {
        using var client = new HttpClient();
        try
        {
            return await client.GetStringAsync(new Uri($"{echo.GetEndpoint("http").Url}/environment/ASPNETCORE_URLS"), Token);
        }
        catch (HttpRequestException)
        {
            // It was led to the one that was ending.
            return await client.GetStringAsync(new Uri($"{echo.GetEndpoint("http").Url}/environment/ASPNETCORE_URLS"), Token);
        }
    }
}
