using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.Extensions.Options;
using PlayCount.Mapping.Playlists.Tokens;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>Calls the Web API with a token; one that is refused is renewed, and the call made once more.</summary>
internal sealed class SpotifyCalls(GatedHttp http, AccessTokens tokens, IOptions<PlaylistOptions> options)
{
    private readonly Uri _api = new(options.Value.Api);

    /// <summary>Makes a call.</summary>
    /// <param name="method">Its method.</param>
    /// <param name="path">Path and query, from <c>/v1</c> on.</param>
    /// <param name="body">What is sent as JSON, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ConsentException">Somebody has to sign in.</exception>
    /// <exception cref="ServiceDefaults.Jobs.JobParkedException">No call may go out now, or this one was told to wait.</exception>
    /// <exception cref="SpotifyException">No answer came, or one of a server that fails.</exception>
    public async Task<SpotifyAnswer> CallAsync(HttpMethod method, string path, object? body, CancellationToken cancellationToken)
    {
        var token = await tokens.GetAsync(cancellationToken);
        var answer = await SendAsync(method, path, body, token, cancellationToken);
        if (answer.Status != HttpStatusCode.Unauthorized)
            return answer;
        token = (await tokens.RenewAsync(token, cancellationToken)).AccessToken;
        answer = await SendAsync(method, path, body, token, cancellationToken);
        return answer.Status != HttpStatusCode.Unauthorized
            ? answer
            : throw new SpotifyException("Spotify's Web API refuses a token that it gave just now.", inner: null); // may pass
    }

    private async Task<SpotifyAnswer> SendAsync(
        HttpMethod method, string path, object? body, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(_api, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        return await http.SendAsync(request, "Spotify's Web API", cancellationToken);
    }
}
