using System.Net;
using System.Net.Http.Headers;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>One try to download a file into the cache: goes on with a part that is there, and leaves one where it is cut off.</summary>
/// <param name="fetch">Sends requests.</param>
/// <param name="entry">Where it is kept; held by the caller.</param>
/// <param name="options">The limits.</param>
/// <param name="time">Measures them.</param>
internal sealed class HttpDownload(HttpFetch fetch, AudioCache.Entry entry, HttpAudioOptions options, TimeProvider time)
{
    /// <summary>Downloads, unless what is kept is still what the server has.</summary>
    /// <param name="address">Where it is.</param>
    /// <param name="name">Its name, as messages have it.</param>
    /// <param name="known">What is kept, or null.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>What is kept now; null where the server has no such file.</returns>
    /// <exception cref="InvalidDataException">The file is too large.</exception>
    /// <exception cref="AudioSourceException">The server refuses, or fails.</exception>
    /// <exception cref="HttpRequestException">The connection was cut.</exception>
    /// <exception cref="HttpIOException">So it was, or the server breaks its word on ranges.</exception>
    public Task<AudioNote?> TryAsync(Uri address, string name, AudioNote? known, CancellationToken cancellationToken) =>
        IdleClock.LimitAsync(name, options.IdleSeconds, time, async (clock, idle) =>
        {
            var part = Part(address);
            // A part that can be gone on with is of a newer version than what is kept.
            var asked = part is null ? known : null;
            using var response = await fetch.GetAsync(address, name, headers => Prepare(headers, asked, part), idle);
            if (HttpBody.IsOfNothing(response))
                return null;
            return response.StatusCode switch
            {
                HttpStatusCode.NotModified when asked is not null => asked,
                HttpStatusCode.OK => await ReadAsync(response, Begin(address, response), 0, name, clock, idle),
                HttpStatusCode.PartialContent when part is not null && Next(response, part) is { } next =>
                    await ReadAsync(response, next, Length(), name, clock, idle),
                HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable when part is not null => throw Restart(name),
                _ => throw HttpBody.Refused(name, response, time),
            };
        }, cancellationToken);

    /// <summary>The part that can be gone on with.</summary>
    private AudioNote? Part(Uri address) => AudioNote.Read(entry.PartNote) is { IsResumable: true } part
        && part.Address == address.AbsoluteUri
        && Length() is > 0 and var there && (part.Bytes is null || there < part.Bytes) ? part : null;

    private long Length() => new FileInfo(entry.Part) is { Exists: true } file ? file.Length : 0;

    private void Prepare(HttpRequestHeaders headers, AudioNote? known, AudioNote? part)
    {
        if (known?.ETag is { } tag)
            headers.IfNoneMatch.Add(EntityTagHeaderValue.Parse(tag));
        else if (known?.LastModified is { } changed)
            headers.IfModifiedSince = changed;
        if (part is null)
            return;
        headers.Range = new RangeHeaderValue(Length(), null);
        headers.IfRange = part.ETag is { } whole
            ? new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(whole))
            : new RangeConditionHeaderValue(part.LastModified!.Value);
    }

    /// <summary>
    /// The part, with the length of the whole, if an answer is what comes next of the same version; null if it is not, or nobody says how
    /// long the whole is: a server may send less than it was asked for.
    /// </summary>
    private AudioNote? Next(HttpResponseMessage response, AudioNote part)
    {
        var range = response.Content.Headers.ContentRange;
        var isSame = part.ETag is not { } tag || response.Headers.ETag is null || response.Headers.ETag.ToString() == tag;
        var whole = part.Bytes ?? range?.Length;
        if (!isSame || whole is null || range is not { Unit: "bytes", HasRange: true } || range.From != Length()
            || (range.Length ?? whole) != whole)
            return null;
        if (part.Bytes == whole)
            return part;
        var next = part with { Bytes = whole };
        next.Write(entry.PartNote);
        return next;
    }

    private AudioNote Begin(Uri address, HttpResponseMessage response)
    {
        entry.Forget();
        var note = new AudioNote(
            address.AbsoluteUri, response.Headers.ETag?.ToString(), response.Content.Headers.LastModified,
            response.Content.Headers.ContentLength, Sha256: null);
        note.Write(entry.PartNote);
        return note;
    }

    private async Task<AudioNote> ReadAsync(
        HttpResponseMessage response, AudioNote part, long start, string name, IdleClock clock, CancellationToken cancellationToken)
    {
        try
        {
            await using var file = new FileStream(entry.Part, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            file.Position = start;
            await HttpBody.CopyAsync(response, file, name, options.MaxBytes, clock, cancellationToken);
            var bytes = file.Position;
            file.SetLength(bytes);
            if (part.Bytes is { } whole && bytes != whole)
                throw new HttpIOException(HttpRequestError.ResponseEnded, $"'{name}' ended after {bytes} of {whole} bytes");
            return part with { Bytes = bytes, Sha256 = SourceFile.Hash(file) };
        }
        catch (InvalidDataException)
        {
            entry.Forget();
            throw;
        }
    }

    /// <summary>The file is another than the part was of.</summary>
    private HttpIOException Restart(string name)
    {
        entry.Forget();
        return new HttpIOException(HttpRequestError.InvalidResponse, $"'{name}' was changed while it was downloaded");
    }
}
