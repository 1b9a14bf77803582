using System.CommandLine;

namespace PlayCount.Cli.Playlists;

/// <summary>Where the mapping service is, how long a call may take, and how a user signs in.</summary>
internal sealed class PlaylistOptions
{
    private readonly Option<Uri> _address = AddressOption.Create("the mapping service", "http://127.0.0.1:5341");
    private readonly Option<double> _timeout = NumberOption.Create(
        "--timeout", 30.0, 0.1, 3_600.0, "Seconds that the service has for an answer");

    public IEnumerable<Option> All => [_address, _timeout];

    public Option<bool> Opens { get; } = new("--open") { Description = "Where a sign-in is needed: open its address with xdg-open" };

    public PlaylistsClient Connect(ParseResult parsed) =>
        new(parsed.GetRequiredValue(_address), TimeSpan.FromSeconds(parsed.GetValue(_timeout)));

    /// <summary>A sign-in as the command line wants it.</summary>
    public BrowserSignIn SignIn(ParseResult parsed, PlaylistsClient client) =>
        new(client, parsed.InvocationConfiguration.Error, parsed.GetValue(Opens));
}
