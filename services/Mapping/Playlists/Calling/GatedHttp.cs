using System.Net;
using System.Text.Json;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>Sends a request if the gate lets it pass, and closes the gate where the answer asks for it.</summary>
/// <param name="http">Follows no redirect, tries nothing again by itself, and logs nothing.</param>
/// <param name="gate">The app's.</param>
/// <param name="time">The clock.</param>
internal sealed class GatedHttp(HttpClient http, AppGate gate, TimeProvider time) : IDisposable
{
    /// <summary>Name of the client that this needs.</summary>
    public const string ClientName = "spotify";

    private const int FirstServerError = 500;

    private readonly SemaphoreSlim _turn = new(1); // one call after the other: none is under way when another is told to wait

    /// <summary>Sends it.</summary>
    /// <exception cref="ServiceDefaults.Jobs.JobParkedException">No call may go out now, or this one was told to wait.</exception>
    /// <exception cref="SpotifyException">No answer came, or one of a server that fails.</exception>
    public async Task<SpotifyAnswer> SendAsync(HttpRequestMessage request, string server, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await gate.PassAsync(cancellationToken);
            return await SendNowAsync(request, server, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<SpotifyAnswer> SendNowAsync(HttpRequestMessage request, string server, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var status = response.StatusCode;
            if (status == HttpStatusCode.TooManyRequests
                || (status == HttpStatusCode.ServiceUnavailable && RetryAfter.IsIn(response.Headers)))
                throw await gate.CloseAsync(RetryAfter.Of(response.Headers, time.GetUtcNow()));
            if ((int)status >= FirstServerError || status == HttpStatusCode.RequestTimeout)
                throw new SpotifyException($"{server} answered {(int)status}: it fails.", inner: null);
            return new SpotifyAnswer(status, await BodyAsync(response, server, cancellationToken));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new SpotifyException($"{server} gave no answer: {Why(e)}.", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SpotifyException($"{server} gave no answer within {http.Timeout.TotalSeconds} s.", e);
        }
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage response, string server, CancellationToken cancellationToken)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        if (bytes.Length == 0)
            return default;
        try
        {
            using var body = JsonDocument.Parse(bytes);
            return body.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Where it is no success, its status says enough.
            return response.IsSuccessStatusCode
                ? throw new SpotifyException($"{server} answered what is no JSON.", inner: null)
                : default;
        }
    }

    private static string Why(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: var error and not HttpRequestError.Unknown } ? $"{error}" : "connection lost";
}
