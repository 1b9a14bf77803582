using System.Net;
using System.Text;

namespace PlayCount.Mapping.Playlists.SigningIn;

/// <summary>
/// Waits on 127.0.0.1 for the browser that comes back from a sign-in: for one answer, and for so long. What is no answer to the question
/// is refused and does not end the wait.
/// </summary>
public sealed class SignInListener : IDisposable
{
    private const string Path = "/callback";

    private readonly HttpListener _listener = new();

    private SignInListener(int port) => _listener.Prefixes.Add($"http://127.0.0.1:{port}/");

    /// <summary>Begins to listen.</summary>
    /// <exception cref="IOException">Somebody else listens on the port.</exception>
    public static SignInListener Start(int port)
    {
        var listener = new SignInListener(port);
        try
        {
            listener._listener.Start();
            return listener;
        }
        catch (HttpListenerException e)
        {
            listener.Dispose();
            throw new IOException($"Port {port} of 127.0.0.1, where the browser comes back to, cannot be listened on: {e.Message} "
                + "End the program that has it, or register another redirect address and set Mapping:Playlists:RedirectPort.", e);
        }
    }

    /// <summary>Waits for the answer to a question.</summary>
    /// <param name="state">The question's state.</param>
    /// <param name="longest">How long.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The code.</returns>
    /// <exception cref="TimeoutException">No answer came.</exception>
    /// <exception cref="IOException">The user did not agree.</exception>
    public async Task<string> WaitAsync(string state, TimeSpan longest, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        using var stop = limit.Token.Register(_listener.Abort);
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                if (Answer(context, state) is { } code)
                    return code;
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"Nobody signed in within {longest.TotalSeconds:0} s. Begin again.", e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => ((IDisposable)_listener).Dispose();

    private static string? Answer(HttpListenerContext context, string state)
    {
        var (path, query) = (context.Request.Url?.AbsolutePath, context.Request.QueryString);
        if (context.Request.HttpMethod != "GET" || path != Path)
        {
            Say(context, HttpStatusCode.NotFound, "There is nothing of this address.");
            return null;
        }

        if (query["state"] != state)
        {
            Say(context, HttpStatusCode.BadRequest, "This is no answer to the sign-in that is waited for.");
            return null;
        }

        if (query["code"] is { Length: > 0 } code)
        {
            Say(context, HttpStatusCode.OK,
                "PlayCount has the answer, and tells in its terminal what came of it. This window can be closed.");
            return code;
        }

        Say(context, HttpStatusCode.OK, "Nothing was agreed to, and PlayCount makes no playlist. This window can be closed.");
        throw new IOException("The user did not agree at Spotify, so no playlist can be made. Begin again and agree.");
    }

    private static void Say(HttpListenerContext context, HttpStatusCode status, string line)
    {
        var page = Encoding.UTF8.GetBytes(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>PlayCount</title></head>"
            + $"<body><main><p>{line}</p></main></body></html>");
        var response = context.Response;
        response.StatusCode = (int)status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers["Cache-Control"] = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer"; // the address holds the code
        response.Headers["Content-Security-Policy"] = "default-src 'none'";
        try
        {
            response.Close(page, willBlock: true);
        }
        catch (Exception e) when (e is HttpListenerException or IOException)
        {
            // The browser did not wait for the page; what it brought counts.
        }
    }
}
