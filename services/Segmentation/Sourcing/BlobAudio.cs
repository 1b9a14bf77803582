using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Audio in a container of the blob storage, listed once: what lies below the prefix itself, not deeper.</summary>
internal sealed class BlobAudio : IAudioSource
{
    private readonly IBlobStore _blobs;
    private readonly string _prefix;
    private readonly Dictionary<string, string> _names;

    private BlobAudio(IBlobStore blobs, string prefix, Dictionary<string, string> names) =>
        (_blobs, _prefix, _names) = (blobs, prefix, names);

    /// <summary>Lists a container.</summary>
    /// <exception cref="AudioSourceException">It holds no audio there.</exception>
    /// <exception cref="ArgumentException">The prefix is none that a blob can have.</exception>
    /// <exception cref="IOException">The storage fails.</exception>
    public static BlobAudio List(IBlobContainers containers, AudioPlace place)
    {
        var blobs = containers.Open(place.Container);
        var prefix = place.Prefix.Length == 0 ? "" : place.Prefix + "/";
        var names = AudioNames.ByStem(blobs.List(place.Prefix)
            .Select(name => name[prefix.Length..])
            .Where(name => !name.Contains('/', StringComparison.Ordinal)));
        return names.Count > 0 ? new BlobAudio(blobs, prefix, names) : throw new AudioSourceException(
            $"'{Shown.Shorten(place.Text)}' holds no audio: blobs named by Spotify id or song id, "
            + $"ending in {string.Join(", ", MissingAudio.Endings)}, are right.", isTransient: false);
    }

    public FoundAudio? Find(SongAudio song, CancellationToken cancellationToken) => _names.Find(song) is { } name
        ? new FoundAudio(name, maxBytes => Open(_prefix + name, maxBytes))
        : null;

    /// <summary>What lies in a folder may be links and pipes, as whoever filled it left them there.</summary>
    private SourceStream Open(string name, long maxBytes) => _blobs is FolderBlobs folder
        ? SourceFile.Open(folder.FileOf(name), folder.RealPath, maxBytes)
        : OpenBlob(name, maxBytes);

    private SourceStream OpenBlob(string name, long maxBytes)
    {
        try
        {
            var blob = _blobs.OpenRead(name);
            if (blob.Length > 0 && blob.Length <= maxBytes)
                return new SourceStream(blob, failure => failure is MissingBlobException);
            var bytes = blob.Length;
            blob.Dispose();
            throw new InvalidDataException(bytes == 0 ? "holds 0 bytes" : $"holds {bytes} bytes; the limit is {maxBytes}");
        }
        catch (MissingBlobException failure)
        {
            throw new InvalidDataException("is no longer there", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new InvalidDataException("may not be read: the storage refuses access", failure);
        }
    }
}
