using System.Diagnostics.CodeAnalysis;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>
/// Audio below a base address: <c>base/NAME.ENDING</c>, asked for by name and ending in the order in which a folder is looked through.
/// Where the source has a list <c>SHA256SUMS</c>, that says what is there; else each name is tried.
/// </summary>
[SuppressMessage(
    "Design", "CA1001", Justification = "Nobody asks the semaphore for its wait handle, so that it holds nothing to give back.")]
internal sealed class HttpAudio : IAudioSource
{
    private const double LongestPauseSeconds = 30;

    private readonly Uri _base;
    private readonly HttpAudioOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpFetch _fetch;
    private readonly AudioCache _cache;
    private readonly SemaphoreSlim _listing = new(1);
    private Listing? _listed;

    /// <param name="address">The base address, which ends with a slash.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">Measures them.</param>
    /// <param name="client">Of <see cref="HttpFetch.Client"/>, with the same limits.</param>
    public HttpAudio(Uri address, HttpAudioOptions options, TimeProvider time, HttpClient client)
    {
        (_base, _options, _time) = (address, options, time);
        _fetch = new HttpFetch(client, address.IdnHost.Trim('[', ']').TrimEnd('.').ToLowerInvariant(), options.MaxRedirects);
        _cache = new AudioCache(options.CacheFolder, options.CacheBytes);
    }

    public FoundAudio? Find(SongAudio song, CancellationToken cancellationToken)
    {
        var (name, file) = FindAsync(song, cancellationToken).GetAwaiter().GetResult();
        return file is null ? null : new FoundAudio(name!, maxBytes => Checked(file, maxBytes));
    }

    private static SourceStream Checked(FileStream file, long maxBytes)
    {
        if (file.Length > 0 && file.Length <= maxBytes)
            return new SourceStream(file);
        var bytes = file.Length;
        file.Dispose();
        throw new InvalidDataException(bytes == 0 ? "holds 0 bytes" : $"holds {bytes} bytes; the limit is {maxBytes}");
    }

    private async Task<(string? Name, FileStream? File)> FindAsync(SongAudio song, CancellationToken cancellationToken)
    {
        var listing = await ListAsync(cancellationToken);
        IEnumerable<string> names = listing.Sums is null
            ? MissingAudio.Names(song.Song, song.Spotify).SelectMany(stem => MissingAudio.Endings.Select(ending => $"{stem}.{ending}"))
            : listing.ByStem.Find(song) is { } listed ? [listed] : [];
        foreach (var name in names)
        {
            if (await GetAsync(name, listing.Sums?[name], cancellationToken) is { } file)
                return (name, file);
        }

        return default;
    }

    /// <summary>The list of checksums, which is read once.</summary>
    private async Task<Listing> ListAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _listed) is { } known)
            return known;
        await _listing.WaitAsync(cancellationToken);
        try
        {
            if (_listed is { } read)
                return read;
            var text = await TextAsync(ChecksumList.FileName, ChecksumList.MostBytes, cancellationToken);
            var listing = text is null ? new Listing(null, []) : Listed(ChecksumList.Parse(text));
            Volatile.Write(ref _listed, listing);
            return listing;
        }
        catch (InvalidDataException e)
        {
            throw new AudioSourceException(
                $"The audio source's list '{ChecksumList.FileName}' cannot be used: {e.Message}.", isTransient: false, e);
        }
        finally
        {
            _listing.Release();
        }
    }

    private static Listing Listed(Dictionary<string, string> sums)
    {
        var byStem = AudioNames.ByStem(sums.Keys);
        return byStem.Count > 0 ? new Listing(sums, byStem) : throw new InvalidDataException(
            "it names no audio; files named by Spotify id or song id, "
            + $"ending in {string.Join(", ", MissingAudio.Endings)}, or no list at all, are right");
    }

    /// <summary>A file, from the cache where it is still what the source has; null where the source has none.</summary>
    private async Task<FileStream?> GetAsync(string name, string? sha256, CancellationToken cancellationToken)
    {
        var address = new Uri(_base, Uri.EscapeDataString(name));
        var entry = _cache.Of(address);
        FileStream? file;
        bool isNew;
        using (await InTimeAsync(
            name, "was still held by another download", limit => _cache.HoldAsync(entry, _time, limit), cancellationToken))
        {
            var known = entry.Read();
            if (sha256 is not null && known?.Sha256 != sha256)
                known = null; // what is kept is not what is listed
            var isListed = sha256 is not null && known is not null;
            var note = isListed ? known : await InTimeAsync(
                name, "was not there", limit => DownloadAsync(address, name, entry, known, sha256, limit), cancellationToken);
            if (note is null)
                return null;
            (file, isNew) = (entry.TryOpen(), note != known);
        }

        if (isNew)
            _cache.Trim(entry);
        return file ?? throw new AudioSourceException(
            $"'{name}' of the audio source was deleted from the cache by somebody else. Start again to download it.", isTransient: true);
    }

    private async Task<AudioNote?> DownloadAsync(
        Uri address, string name, AudioCache.Entry entry, AudioNote? known, string? sha256, CancellationToken cancellationToken)
    {
        var download = new HttpDownload(_fetch, entry, _options, _time);
        var note = await TriesAsync(name, () => download.TryAsync(address, name, known, cancellationToken), cancellationToken);
        if (note is null || ReferenceEquals(note, known))
            return note;
        sha256 ??= await OwnSumAsync(name, cancellationToken);
        if (sha256 is not null && note.Sha256 != sha256)
        {
            entry.Forget();
            note = await TriesAsync(name, () => download.TryAsync(address, name, known: null, cancellationToken), cancellationToken);
            if (note is null || note.Sha256 != sha256)
            {
                entry.Forget();
                throw new InvalidDataException(
                    $"'{name}' has SHA-256 {note?.Sha256 ?? "of nothing"}; the source says that it has {sha256}");
            }
        }

        entry.Keep(note);
        return note;
    }

    /// <summary>The checksum that stands beside a file, where there is one.</summary>
    private async Task<string?> OwnSumAsync(string name, CancellationToken cancellationToken)
    {
        var text = await TextAsync(name + ChecksumList.Ending, ChecksumList.MostBytesOfOne, cancellationToken);
        try
        {
            return text is null ? null : ChecksumList.ParseOne(text);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{name}{ChecksumList.Ending}' cannot be used: {e.Message}", e);
        }
    }

    /// <summary>A small file as text, which is not kept; null where the source has none.</summary>
    private Task<string?> TextAsync(string name, int maxBytes, CancellationToken cancellationToken)
    {
        var address = new Uri(_base, Uri.EscapeDataString(name));
        var text = new HttpText(_fetch, _options, _time);
        return InTimeAsync(name, "was not there", limit => TriesAsync(
            name, () => text.TryAsync(address, name, maxBytes, limit), limit), cancellationToken);
    }

    /// <summary>Ends what takes longer in all than a file may.</summary>
    private async Task<T> InTimeAsync<T>(
        string name, string was, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(_options.FileSeconds), _time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested && limit.IsCancellationRequested)
        {
            throw new AudioSourceException(
                $"'{name}' of the audio source {was} after {_options.FileSeconds} s. "
                    + "Start again to go on with it, or allow more time.",
                isTransient: true, e);
        }
    }

    /// <summary>Tries again what was cut off, fell silent or was refused for now.</summary>
    private async Task<T> TriesAsync<T>(string name, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (MayPass(e))
            {
                var pause = Pause(e, attempt);
                if (attempt == _options.Tries || pause.TotalSeconds > _options.FileSeconds)
                    throw new AudioSourceException(
                        $"'{name}' of the audio source did not come in {(attempt == 1 ? "1 try" : $"{attempt} tries")}: "
                        + $"{Told(e)} Start again to go on with it.", isTransient: true, e);
                await Task.Delay(pause, _time, cancellationToken);
            }
        }
    }

    /// <summary>
    /// None after what was cut off or fell silent; else more with each try, shortened by chance, or as long as the server asks.
    /// </summary>
    private TimeSpan Pause(Exception failure, int attempt)
    {
        if (failure is not (HttpRequestException or AudioSourceException))
            return TimeSpan.Zero;
        var longest = Math.Min(_options.PauseSeconds * Math.Pow(2, attempt - 1), LongestPauseSeconds);
        var usual = TimeSpan.FromSeconds(longest * (1 + Random.Shared.NextDouble()) / 2);
        return failure is AudioSourceException { RetryAfter: { } asked } && asked > usual ? asked : usual;
    }

    private static bool MayPass(Exception failure) => failure is HttpRequestException or HttpIOException or TimeoutException
        || failure is AudioSourceException { IsTransient: true };

    private static string Told(Exception failure)
    {
        var more = failure is HttpRequestException { InnerException: { } cause } ? $" {cause.Message}" : "";
        var text = (failure.Message + more).Trim();
        return text.EndsWith('.') ? text : text + ".";
    }

    /// <param name="Sums">The listed checksums by name; null: the source has no list.</param>
    /// <param name="ByStem">The listed name to take of each song, by its name without ending.</param>
    private sealed record Listing(IReadOnlyDictionary<string, string>? Sums, Dictionary<string, string> ByStem);
}
