using System.Runtime.InteropServices;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Contracts.V1;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;
using Service = PlayCount.Contracts.V1.Segmentation;

namespace PlayCount.Segmentation.Serving;

/// <summary><c>playcount.v1.Segmentation</c>; a status is chosen by <see cref="CallStatuses"/>.</summary>
internal sealed class SegmentationApi(
    Turns<SegmentationApi> turns,
    IOptions<ServingOptions> options,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    ILogger<SegmentationApi> log) : Service.SegmentationBase
{
    /// <summary>Largest piece of a file that is taken.</summary>
    public const int MaxPieceBytes = 1 << 20;

    private const int LongestFormat = 16;
    private const int AnswerValues = 1 << 18; // 1 MiB

    private readonly ServingOptions _options = options.Value;

    public override Task<GetCutLimitsResponse> GetCutLimits(GetCutLimitsRequest request, ServerCallContext context) =>
        Task.FromResult(new GetCutLimitsResponse { MaxSeconds = _options.MaxDecodedSeconds, MaxBytes = _options.MaxBytes });

    public override async Task Cut(
        IAsyncStreamReader<CutRequest> requestStream, IServerStreamWriter<CutResponse> responseStream, ServerCallContext context)
    {
        using var place = turns.OpenStream();
        using var clock = new CallClock(
            _options.IdleSeconds, _options.MaxCallSeconds, time, context, lifetime.ApplicationStopping);
        if (!await clock.NextAsync(requestStream) || requestStream.Current.Start is not { } start)
            throw Invalid("The call does not begin with a start: format, front end and limits come first.");
        var frontEnd = FrontEnd(start);
        using var spooled = new SpooledSong(Math.Min(_options.MaxBytes, start.MaxBytes));
        try
        {
            while (await clock.NextAsync(requestStream))
                await spooled.WriteAsync(Piece(requestStream.Current).Memory, context.CancellationToken);

            using var song = new SongVectors(
                spooled.Content, start.Format, frontEnd, Math.Min(_options.MaxDecodedSeconds, start.MaxSeconds));
            while (await ReadAsync(song, context.CancellationToken) is { IsEmpty: false } vectors)
            {
                foreach (var values in MemoryMarshal.ToEnumerable(vectors).Chunk(AnswerValues))
                    await clock.AnswerAsync(responseStream, new CutResponse { Values = { values } });
            }
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(Refusal.Invalid, e.Message, e);
        }
        catch (SongTooLongException e)
        {
            throw new RefusedException(Refusal.TooLong, e.Message, e);
        }
        catch (SoundLibraryException e)
        {
            Log.SoundLibraryLacks(log, e);
            throw new RefusedException(Refusal.Lacking, e.Message, e);
        }
    }

    private Task<ReadOnlyMemory<float>> ReadAsync(SongVectors song, CancellationToken cancellationToken) =>
        turns.TakeAsync(() => song.Read(cancellationToken), cancellationToken);

    private static IFrontEnd FrontEnd(CutStart start)
    {
        if (start.Format.Length > LongestFormat)
            throw Invalid($"The format '{Shown.Shorten(start.Format)}' is none: wav, mp3, ogg, opus, flac, aiff or nothing is right.");
        if (!(start.MaxSeconds > 0) || start.MaxBytes <= 0)
            throw Invalid("The start has limits of nothing: max_seconds and max_bytes above 0 are right.");
        if (!FrontEnds.Names.Contains(start.FrontEnd))
        {
            throw new RefusedException(Refusal.Unknown,
                $"There is no front end '{Shown.Shorten(start.FrontEnd)}': {string.Join(", ", FrontEnds.Names)} are there.");
        }

        try
        {
            return FrontEnds.Create(start.FrontEnd, start.ClipSamples);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new RefusedException(Refusal.Invalid, e.Message, e);
        }
    }

    private static Google.Protobuf.ByteString Piece(CutRequest request) => request.PartCase != CutRequest.PartOneofCase.Audio
        ? throw Invalid("After the start the call holds audio and nothing else.")
        : request.Audio.Length <= MaxPieceBytes ? request.Audio
        : throw new RefusedException(Refusal.TooMuch,
            $"A piece of {request.Audio.Length} bytes is too large: send pieces of at most {MaxPieceBytes}.");

    private static RefusedException Invalid(string message) => new(Refusal.Invalid, message);
}
