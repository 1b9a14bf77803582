using System.ComponentModel;
using System.Diagnostics;
using PlayCount.Mapping.Playlists.SigningIn;
using PlayCount.Songs;

namespace PlayCount.Cli.Playlists;

/// <summary>Has a user sign in at Spotify: tells the address, waits here for the browser, and passes on what it brings.</summary>
/// <param name="client">The service that makes the playlists.</param>
/// <param name="output">Where the address is told.</param>
/// <param name="opens">Whether the browser is opened, too.</param>
internal sealed class BrowserSignIn(PlaylistsClient client, TextWriter output, bool opens)
{
    private const string Opener = "xdg-open";

    /// <summary>Waits until the user has signed in.</summary>
    /// <exception cref="IOException">The port is in use, or the user did not agree.</exception>
    /// <exception cref="InvalidDataException">The service told an address that no browser is to open.</exception>
    /// <exception cref="TimeoutException">Nobody signed in.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var question = await client.BeginSignInAsync(cancellationToken);
        RequireSafe(question.Address);
        using var listener = SignInListener.Start(question.RedirectPort);
        await output.WriteLineAsync(FormattableString.Invariant(
            $"Sign in at Spotify with a browser on this machine, within {question.Seconds:0} s:\n{question.Address}"));
        await output.FlushAsync(cancellationToken);
        if (opens)
            Open(question.Address);
        var code = await listener.WaitAsync(question.State, TimeSpan.FromSeconds(question.Seconds), cancellationToken);
        await client.EndSignInAsync(code, question.State, cancellationToken);
        await output.WriteLineAsync("Signed in.");
    }

    /// <summary>Lets pass what a browser may open: a program that opens addresses would run or show other things, too.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    internal static void RequireSafe(string address)
    {
        var isSafe = !address.Any(char.IsControl) && Uri.TryCreate(address, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
        if (!isSafe)
        {
            throw new InvalidDataException($"The service has users sign in at '{Shown.Shorten(address)}': an address with https, or with "
                + "http on this machine, is right. See whether --address is the mapping service's.");
        }
    }

    private void Open(string address)
    {
        try
        {
            using var opened = Process.Start(new ProcessStartInfo(Opener, [address]) { RedirectStandardOutput = true });
        }
        catch (Win32Exception)
        {
            output.WriteLine($"{Opener} is not here: open the address by hand.");
        }
    }
}
