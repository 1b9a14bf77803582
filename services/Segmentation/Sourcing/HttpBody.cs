using System.Net;
using System.Net.Http.Headers;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>What is done with an answer, whether it is kept or only read.</summary>
internal static class HttpBody
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Whether the server says that there is no such file.</summary>
    public static bool IsOfNothing(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone;

    /// <summary>Appends the body.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="to">At the place where the body goes.</param>
    /// <param name="name">The file's name, as messages have it.</param>
    /// <param name="maxBytes">Largest file, with what is there before the body.</param>
    /// <param name="clock">Restarted by each byte.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="InvalidDataException">The file is too large.</exception>
    /// <exception cref="HttpIOException">The connection was cut.</exception>
    public static async Task CopyAsync(
        HttpResponseMessage response, Stream to, string name, long maxBytes, IdleClock clock, CancellationToken cancellationToken)
    {
        var bytes = to.Position;
        if (response.Content.Headers.ContentLength is { } more && bytes + more > maxBytes)
            throw new InvalidDataException($"'{name}' holds {bytes + more} bytes; the limit is {maxBytes}");
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await NextAsync(body, buffer, cancellationToken)) > 0;)
        {
            clock.Restart();
            bytes += read;
            if (bytes > maxBytes)
                throw new InvalidDataException($"'{name}' sends on and on; the limit is {maxBytes}");
            await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>What to throw for an answer that is none to the question.</summary>
    public static AudioSourceException Refused(string name, HttpResponseMessage response, TimeProvider time)
    {
        var status = (int)response.StatusCode;
        var isTransient = status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
        var wait = isTransient ? Wait(response.Headers.RetryAfter, time) : null;
        var asks = wait is null ? "" : $" and asks to be left alone for {wait.Value.TotalSeconds:0} s";
        return new AudioSourceException(
            $"The audio source answers {status} for '{name}'{asks}; 200, or 404 for a file that is not there, is right.", isTransient)
        {
            RetryAfter = wait,
        };
    }

    private static TimeSpan? Wait(RetryConditionHeaderValue? said, TimeProvider time) =>
        said?.Delta ?? (said?.Date - time.GetUtcNow() is { } until && until > TimeSpan.Zero ? until : null);

    /// <summary>A connection that breaks is no disk that fails.</summary>
    private static async Task<int> NextAsync(Stream body, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await body.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e is not HttpIOException)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, e.Message, e);
        }
    }
}
