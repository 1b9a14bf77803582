using System.ComponentModel.DataAnnotations;
using System.Net;

namespace PlayCount.Mapping.Playlists;

/// <summary>How playlists are made at Spotify; section <c>Mapping:Playlists</c>.</summary>
public sealed class PlaylistOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Mapping:Playlists";

    private const int LongestClientId = 64;

    /// <summary>Client id of the app that was registered with Spotify; none, the default: no playlist is made.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Base address of the Web API, default <c>https://api.spotify.com</c>; without TLS on this machine alone.</summary>
    [Required]
    public string Api { get; set; } = "https://api.spotify.com";

    /// <summary>Base address of the accounts service, default <c>https://accounts.spotify.com</c>; else as the other.</summary>
    [Required]
    public string Accounts { get; set; } = "https://accounts.spotify.com";

    /// <summary>
    /// Port of 127.0.0.1 on the user's machine that the browser comes back to; 1,024 to 65,535, default 5343. The app has to be registered
    /// with the redirect address <c>http://127.0.0.1:PORT/callback</c>.
    /// </summary>
    [Range(1_024, 65_535)]
    public int RedirectPort { get; set; } = 5343;

    /// <summary>
    /// File of the token, which nobody but its owner may read; empty, the default: <c>playcount/spotify.json</c> below the user's folder of
    /// application data.
    /// </summary>
    public string TokenFile { get; set; } = "";

    /// <summary>Seconds that a user has to sign in and agree; 5 to 3,600, default 300.</summary>
    [Range(5, 3_600)]
    public double SignInSeconds { get; set; } = 300;

    /// <summary>Seconds until a call has failed; 0.05 to 600, default 30.</summary>
    [Range(0.05, 600)]
    public double CallSeconds { get; set; } = 30;

    /// <summary>How often a step is tried that fails for a reason that may pass, before it is parked; 2 to 20, default 5.</summary>
    [Range(2, 20)]
    public int Tries { get; set; } = 5;

    /// <summary>Seconds that the tries of a step may take in all; 1 to 3,600, default 120.</summary>
    [Range(1, 3_600)]
    public double BudgetSeconds { get; set; } = 120;

    /// <summary>How often in a row a playlist is parked because Spotify fails, before it has failed; 1 to 1,000, default 20.</summary>
    [Range(1, 1_000)]
    public int MaxStalls { get; set; } = 20;

    internal Uri RedirectAddress => new($"http://127.0.0.1:{RedirectPort}/callback");

    internal string TokenPath =>
        TokenFile.Length > 0 ? Path.GetFullPath(TokenFile) : Path.Combine(DataFolder, "playcount", "spotify.json");

    private static string DataFolder => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ClientId.Length > LongestClientId || !ClientId.All(char.IsAsciiLetterOrDigit))
            yield return new($"{Section}:ClientId is no client id: the letters and digits that Spotify gave the app are right, or none.");
        foreach (var (name, address) in new[] { (nameof(Api), Api), (nameof(Accounts), Accounts) })
        {
            if (!IsSafe(address))
            {
                yield return new($"{Section}:{name} is no address that a token may be sent to: "
                    + "https:// and a host are right, or http:// and this machine (127.0.0.1).");
            }
        }

        if (ClientId.Length > 0 && TokenFile.Length == 0 && DataFolder.Length == 0)
        {
            yield return new($"{Section}:TokenFile is empty, and this user has no folder of application data: "
                + "the path of a file is right that its owner alone may read.");
        }
    }

    private static bool IsSafe(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address is { PathAndQuery: "/", UserInfo: "", Fragment: "" }
        && (address.Scheme == Uri.UriSchemeHttps
            || (address.Scheme == Uri.UriSchemeHttp && IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip)));
}
