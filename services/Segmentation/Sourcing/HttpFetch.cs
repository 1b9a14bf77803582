using System.Net;
using System.Net.Http.Headers;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>
/// Sends requests to a source and follows its redirects itself: each target is checked as the first address is, at most so many in a row,
/// and none from https to http. No proxy, cookie, user name or packing.
/// </summary>
/// <param name="client">Sends them; see <see cref="Client"/>.</param>
/// <param name="host">The source's own host.</param>
/// <param name="maxRedirects">Most redirects in a row.</param>
internal sealed class HttpFetch(HttpClient client, string host, int maxRedirects)
{
    private static readonly TimeSpan Pooled = TimeSpan.FromMinutes(2);

    /// <summary>A client for all sources with the same limits, from many threads: no connection of it goes where none may.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="resolve">Looks a host up.</param>
    public static HttpClient Client(HttpAudioOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        var connection = new GuardedConnection(options.PrivateHosts, resolve);
        return new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false, // it would connect where nothing is checked
            UseCookies = false,
            Credentials = null,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = Pooled,
            MaxResponseDrainSize = 0,
            ConnectCallback = (context, cancellationToken) => connection.ConnectAsync(context.DnsEndPoint, cancellationToken),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // the caller's token ends it
        };
    }

    /// <summary>Asks for an address, redirects followed; the body is not read yet.</summary>
    /// <param name="address">The address.</param>
    /// <param name="name">The file's name, as messages have it.</param>
    /// <param name="prepare">Adds headers to each request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">It is redirected where we do not go.</exception>
    /// <exception cref="AudioSourceException">The source's own host is where we do not go.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, or answers nonsense.</exception>
    public async Task<HttpResponseMessage> GetAsync(
        Uri address, string name, Action<HttpRequestHeaders> prepare, CancellationToken cancellationToken)
    {
        for (var (at, redirects) = (address, 0); ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            prepare(request.Headers);
            var response = await SendAsync(request, name, cancellationToken);
            if (!IsRedirect(response.StatusCode))
                return response;
            var target = response.Headers.Location;
            response.Dispose();
            if (redirects == maxRedirects)
                throw new InvalidDataException($"'{name}' is redirected more than {Counted.Of(maxRedirects, "time")}");
            at = Checked(at, target, name);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        }
        catch (Exception e) when (Refusal(e) is { } refusal)
        {
            if (refusal.Host == host)
                throw new AudioSourceException($"The audio source's host {refusal.Message}", isTransient: false, e);
            throw new InvalidDataException($"'{name}' is redirected to a host where we do not go: {refusal.Message}", e);
        }
    }

    private static PrivateHostException? Refusal(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (cause is PrivateHostException refusal)
                return refusal;
        }

        return null;
    }

    private static bool IsRedirect(HttpStatusCode status) => status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    private static Uri Checked(Uri from, Uri? location, string name)
    {
        if (location is null)
            throw new InvalidDataException($"'{name}' is redirected to nowhere");
        var target = location.IsAbsoluteUri ? location : new Uri(from, location);
        var shown = Shown.Shorten(target.GetLeftPart(UriPartial.Path));
        if (target.Scheme != Uri.UriSchemeHttps && (target.Scheme != Uri.UriSchemeHttp || from.Scheme == Uri.UriSchemeHttps))
            throw new InvalidDataException($"'{name}' is redirected from {from.Scheme} to '{shown}'; https is right");
        return target.UserInfo.Length == 0
            ? target
            : throw new InvalidDataException($"'{name}' is redirected to an address with a user name in it");
    }
}
