using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists;

namespace PlayCount.Services.Tests.Mapping.Playlists;

public sealed class PlaylistOptionsTests
{
    [Theory]
    [InlineData("Api", "http://api.spotify.com", "Mapping:Playlists:Api is no address that a token may be sent to")]
    [InlineData("Api", "api.spotify.com", "Mapping:Playlists:Api is no address")]
    [InlineData("Api", "https://me:secret@api.spotify.com", "Mapping:Playlists:Api is no address")]
    [InlineData("Api", "https://api.spotify.com/v1", "Mapping:Playlists:Api is no address")]
    [InlineData("Accounts", "http://10.0.0.1", "Mapping:Playlists:Accounts is no address")]
    [InlineData("Accounts", "", "Accounts")]
    [InlineData("ClientId", "not one", "Mapping:Playlists:ClientId is no client id")]
    [InlineData("RedirectPort", "80", "RedirectPort must be between 1024 and 65535")]
    [InlineData("SignInSeconds", "0", "SignInSeconds must be between 5 and 3600")]
    [InlineData("CallSeconds", "0", "CallSeconds must be between")]
    [InlineData("Tries", "1", "Tries must be between 2 and 20")]
    [InlineData("BudgetSeconds", "0", "BudgetSeconds must be between 1 and 3600")]
    [InlineData("MaxStalls", "0", "MaxStalls must be between 1 and 1000")]
    public async Task Wrong_the_service_does_not_start_and_says_why(string name, string value, string right)
    {
        using var host = Build(name, value);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(right, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Api", "http://127.0.0.1:21000")]
    [InlineData("Accounts", "https://accounts.example.org/")]
    [InlineData("ClientId", "0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("ClientId", "")]
    public async Task Right_it_starts(string name, string value)
    {
        using var host = Build(name, value);

        await host.StartAsync(TestContext.Current.CancellationToken);
    }

    private static IHost Build(string name, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new($"Mapping:Playlists:{name}", value)]);
        builder.Services.AddPlaylists();
        return builder.Build();
    }
}
