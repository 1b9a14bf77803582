using PlayCount.Audio.Decoding;

namespace PlayCount.Segmentation.Client;

/// <summary>Has the next vectors worked out when a turn has come: as often as they are worked out in this process.</summary>
/// <param name="read">Works them out.</param>
/// <param name="cancellationToken">Stops the waiting.</param>
public delegate Task<ReadOnlyMemory<float>> TakeTurn(Func<ReadOnlyMemory<float>> read, CancellationToken cancellationToken);

/// <summary>Cuts sound that is not kept: in this process, or by Segmentation over gRPC; the same numbers, bit for bit.</summary>
public interface ISongCutter
{
    /// <summary>A song's clips as vectors of a front end.</summary>
    /// <param name="request">The song.</param>
    /// <param name="turn">Where this process does it, in turns.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>Whole vectors each time, shape (clips, values a clip), at least one, in their order.</returns>
    /// <exception cref="InvalidDataException">The bytes are no audio that can be decoded, or damaged.</exception>
    /// <exception cref="SongTooLongException">The song has more seconds or bytes than are accepted.</exception>
    /// <exception cref="SoundLibraryException">The file needs libsndfile, which is not there.</exception>
    /// <exception cref="SegmentationAwayException">It may succeed later.</exception>
    IAsyncEnumerable<ReadOnlyMemory<float>> CutAsync(CutRequest request, TakeTurn turn, CancellationToken cancellationToken);
}

/// <summary>A song that is to be cut, and how.</summary>
/// <param name="Content">Seekable bytes of a file; read from its begin, not disposed.</param>
/// <param name="Format">What the file is, such as <c>wav</c>: a hint where the content does not tell; at most 16 characters.</param>
/// <param name="FrontEnd">Name of the front end.</param>
/// <param name="ClipSamples">Samples in a clip at 22,050 Hz.</param>
/// <param name="MaxSeconds">Longest song, in seconds.</param>
/// <param name="MaxBytes">Largest file, in bytes.</param>
public sealed record CutRequest(Stream Content, string Format, string FrontEnd, int ClipSamples, double MaxSeconds, long MaxBytes);
