using System.Net;
using System.Text;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Reads a small file into memory: the cache, where others may be at the same file, has no part in it.</summary>
internal sealed class HttpText(HttpFetch fetch, HttpAudioOptions options, TimeProvider time)
{
    /// <summary>One try to read it.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="name">Its name, as messages have it.</param>
    /// <param name="maxBytes">Largest file.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>Its text; null where the server has no such file.</returns>
    /// <exception cref="InvalidDataException">The file is too large.</exception>
    /// <exception cref="AudioSourceException">The server refuses, or fails.</exception>
    /// <exception cref="HttpRequestException">The connection was cut.</exception>
    public Task<string?> TryAsync(Uri address, string name, long maxBytes, CancellationToken cancellationToken) =>
        IdleClock.LimitAsync(name, options.IdleSeconds, time, async (clock, idle) =>
        {
            using var response = await fetch.GetAsync(address, name, _ => { }, idle);
            if (HttpBody.IsOfNothing(response))
                return null;
            if (response.StatusCode != HttpStatusCode.OK)
                throw HttpBody.Refused(name, response, time);
            using var bytes = new MemoryStream();
            await HttpBody.CopyAsync(response, bytes, name, maxBytes, clock, idle);
            bytes.Position = 0;
            using var reader = new StreamReader(bytes, Encoding.UTF8);
            return await reader.ReadToEndAsync(idle);
        }, cancellationToken);
}
