namespace PlayCount.Contracts.Messages;

/// <summary>Command: cut one song's audio to clips and features.</summary>
/// <remarks>From Experiments to Segmentation. Harmless when repeated: clips that are there, of the same audio, are not cut again.</remarks>
public sealed record CutSong : IWork
{
    /// <inheritdoc />
    public required string ExperimentId { get; init; }

    /// <inheritdoc />
    public required int Round { get; init; }

    /// <inheritdoc />
    public required string Work { get; init; }

    /// <summary>The song.</summary>
    public required string SongId { get; init; }

    /// <summary>The song's Spotify id, which names its file before the song id does; or null.</summary>
    public required string? SpotifyId { get; init; }

    /// <summary>Folder of audio files, <c>blobs:CONTAINER/PREFIX</c>, or an http or https base address.</summary>
    public required string AudioPath { get; init; }

    /// <summary>Samples in a clip at 22,050 Hz.</summary>
    public required int ClipSamples { get; init; }

    /// <summary>The network's front end; log-mel is made besides, for the baselines.</summary>
    public required string FrontEnd { get; init; }
}
