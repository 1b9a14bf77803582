namespace PlayCount.Segmentation.Sourcing;

/// <summary>A place with audio, asked by song from several threads at once.</summary>
internal interface IAudioSource
{
    /// <summary>The file named by the song's Spotify id, else by its song id; null where there is none.</summary>
    /// <exception cref="InvalidDataException">There is one that may not be used; the message says which and why.</exception>
    /// <exception cref="AudioSourceException">The place itself fails.</exception>
    /// <exception cref="IOException">The storage fails.</exception>
    FoundAudio? Find(SongAudio song, CancellationToken cancellationToken);
}

/// <summary>A song's audio.</summary>
/// <param name="Name">Name of the file, with its ending.</param>
/// <param name="Open">
/// Opens it for reading, seekable, unless it has more bytes than it is given; throws <see cref="InvalidDataException"/> where it cannot be
/// used, the message a clause without the name.
/// </param>
internal sealed record FoundAudio(string Name, Func<long, Stream> Open);
