using System.Runtime.CompilerServices;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Options;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Contracts.V1;
using Message = PlayCount.Contracts.V1.CutRequest;
using Service = PlayCount.Contracts.V1.Segmentation;

namespace PlayCount.Segmentation.Client;

/// <summary>Has Segmentation cut: the bytes go out in pieces, the vectors come back in pieces, and neither is here as a whole.</summary>
internal sealed class RemoteSongCutter(Service.SegmentationClient segmentation, IOptions<SegmentationOptions> options, TimeProvider time)
    : ISongCutter
{
    private const int PieceBytes = 64 << 10;

    public async IAsyncEnumerable<ReadOnlyMemory<float>> CutAsync(
        CutRequest request, TakeTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (request.Content.Length > request.MaxBytes)
            throw SongTooLongException.OfBytes(request.MaxBytes);
        var vectorValues = FrontEnds.Create(request.FrontEnd, request.ClipSamples).ValuesPerClip;
        var deadline = time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(options.Value.CutSeconds);
        using var call = segmentation.Cut(deadline: deadline, cancellationToken: cancellationToken);
        await SendAsync(call.RequestStream, request, cancellationToken);
        var values = new List<float>();
        while (await NextAsync(call.ResponseStream, cancellationToken))
        {
            values.AddRange(call.ResponseStream.Current.Values);
            var whole = values.Count / vectorValues * vectorValues;
            if (whole == 0)
                continue;
            var vectors = values[..whole].ToArray();
            values.RemoveRange(0, whole);
            yield return vectors;
        }

        if (values.Count > 0)
        {
            var seen = $"its answer ends with {values.Count} of the {vectorValues} values of a clip";
            throw new SegmentationAwayException($"{seen}.", new InvalidDataException(seen));
        }
    }

    /// <summary>Sends the song. A call that ended meanwhile tells why where its answers are read.</summary>
    private static async Task SendAsync(IClientStreamWriter<Message> requests, CutRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await requests.WriteAsync(
                new()
                {
                    Start = new()
                    {
                        Format = request.Format,
                        FrontEnd = request.FrontEnd,
                        ClipSamples = request.ClipSamples,
                        MaxSeconds = request.MaxSeconds,
                        MaxBytes = request.MaxBytes,
                    },
                },
                cancellationToken);
            request.Content.Position = 0;
            while (true)
            {
                var piece = new byte[(int)Math.Min(PieceBytes, request.Content.Length - request.Content.Position)];
                if (piece.Length == 0)
                    break;
                await request.Content.ReadExactlyAsync(piece, cancellationToken);
                await requests.WriteAsync(new() { Audio = UnsafeByteOperations.UnsafeWrap(piece) }, cancellationToken);
            }

            await requests.CompleteAsync();
        }
        catch (Exception e) when (e is RpcException or InvalidOperationException)
        {
            // It is over; what the answers end with says more.
        }
    }

    private static async Task<bool> NextAsync(IAsyncStreamReader<CutResponse> responses, CancellationToken cancellationToken)
    {
        try
        {
            return await responses.MoveNext(cancellationToken);
        }
        catch (RpcException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failure(e);
        }
    }

    /// <summary>The same failures as in this process; what is no fault of the song may pass.</summary>
    private static Exception Failure(RpcException e) => e.StatusCode switch
    {
        StatusCode.InvalidArgument => new InvalidDataException(e.Status.Detail, e),
        StatusCode.OutOfRange => new SongTooLongException(e.Status.Detail),
        StatusCode.Unimplemented => new SoundLibraryException(e.Status.Detail),
        StatusCode.ResourceExhausted => new SegmentationAwayException("it is as busy as it may be.", e),
        StatusCode.DeadlineExceeded => new SegmentationAwayException("it took too long.", e),
        StatusCode.Unavailable => new SegmentationAwayException("it is not there, or stops.", e),
        _ => new SegmentationAwayException($"it failed with {e.StatusCode}.", e),
    };
}
