using System.Runtime.CompilerServices;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;

namespace PlayCount.Segmentation.Client;

/// <summary>Cuts in this process.</summary>
internal sealed class SongCutter : ISongCutter
{
    public async IAsyncEnumerable<ReadOnlyMemory<float>> CutAsync(
        CutRequest request, TakeTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Content.Length > request.MaxBytes)
            throw SongTooLongException.OfBytes(request.MaxBytes);
        request.Content.Position = 0;
        using var song = new SongVectors(
            request.Content, request.Format, FrontEnds.Create(request.FrontEnd, request.ClipSamples), request.MaxSeconds);
        while (await turn(() => song.Read(cancellationToken), cancellationToken) is { IsEmpty: false } vectors)
            yield return vectors;
    }
}
