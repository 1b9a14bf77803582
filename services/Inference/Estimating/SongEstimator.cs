using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Inference.Serving;
using PlayCount.Learning.Models;
using PlayCount.Segmentation.Client;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;
using SentAudio = PlayCount.Contracts.V1.Audio; // the bare name is a namespace

namespace PlayCount.Inference.Estimating;

/// <summary>Estimates whole songs, stored or sent.</summary>
internal sealed class SongEstimator(
    ModelCatalog catalog,
    ISongCutter cutter,
    Turns<EstimatorService> turns,
    InferenceTelemetry telemetry,
    IOptions<InferenceOptions> options,
    ILogger<SongEstimator> log)
{
    private const int LongestFormat = 16;

    /// <summary>From the clips that a run left beside its models.</summary>
    public SongEstimated OfStored(ServedModel model, SongId song) => telemetry.Estimating("song", model.ModelId, () =>
    {
        var clips = new SongClips(catalog.Load(model));
        var vectors = StoredFeatures.Read(model, song);
        clips.AddVectors(vectors);
        return clips.Estimate() ?? throw TooShort(model.Card, $"song '{song}'", vectors.Length / model.Card.Inputs);
    });

    /// <summary>From a file's bytes.</summary>
    public Task<SongEstimated> OfAudioAsync(ServedModel model, SentAudio audio, CancellationToken cancellationToken) =>
        telemetry.EstimatingAsync("audio", model.ModelId, async () =>
        {
            if (audio.Format.Length > LongestFormat)
                throw new RefusedException(Refusal.Invalid,
                    $"The format '{Shown.Shorten(audio.Format)}' is none: wav, mp3, ogg, opus, flac, aiff or nothing is right.");
            var song = await turns.TakeAsync(() => new SongClips(catalog.Load(model)), cancellationToken);
            var clips = 0;
            await foreach (var vectors in CutAsync(model.Card, audio, cancellationToken))
                clips += await turns.TakeAsync(() => song.AddVectors(vectors.Span), cancellationToken);

            return await turns.TakeAsync(
                () => song.Estimate() ?? throw TooShort(model.Card, "audio", clips), cancellationToken);
        });

    /// <summary>Refuses a song that goes on for longer than is accepted.</summary>
    public void Limit(double seconds)
    {
        if (seconds > options.Value.MaxDecodedSeconds)
        {
            throw new RefusedException(
                Refusal.TooMuch, $"The audio {SongTooLongException.Of(options.Value.MaxDecodedSeconds).Message}. Send a shorter piece.");
        }
    }

    private async IAsyncEnumerable<ReadOnlyMemory<float>> CutAsync(
        ModelCard card, SentAudio audio, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var content = Stream(audio.Content.Memory);
        var request = new CutRequest(
            content, audio.Format, card.FrontEnd.Name, card.FrontEnd.ClipSamples, options.Value.MaxDecodedSeconds, long.MaxValue);
        await using var vectors = cutter.CutAsync(request, turns.TakeAsync, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync())
            yield return vectors.Current;

        async Task<bool> NextAsync()
        {
            try
            {
                return await vectors.MoveNextAsync();
            }
            catch (InvalidDataException e)
            {
                throw new RefusedException(
                    Refusal.Invalid, $"The audio of {Counted.Of(audio.Content.Length, "byte")} cannot be used: {e.Message}.", e);
            }
            catch (SongTooLongException e)
            {
                throw new RefusedException(Refusal.TooMuch, $"The audio {e.Message}. Send a shorter piece.", e);
            }
            catch (SoundLibraryException e)
            {
                Log.SoundLibraryLacks(log, e);
                throw new RefusedException(Refusal.Lacking, $"{e.Message} WAV needs no library.", e);
            }
            catch (SegmentationAwayException e)
            {
                throw new RefusedException(
                    Refusal.NotNow, $"{e.Message} Send the audio again later; songs by id, and PCM, are estimated without it.", e);
            }
        }
    }

    private static MemoryStream Stream(ReadOnlyMemory<byte> bytes) => MemoryMarshal.TryGetArray(bytes, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(bytes.ToArray(), writable: false);

    private static RefusedException TooShort(ModelCard card, string what, int clips)
    {
        var seconds = (double)card.FrontEnd.ClipSamples / ClipCutter.SampleRateHz;
        return new RefusedException(Refusal.Invalid, string.Create(CultureInfo.InvariantCulture,
            $"The {what} has {Counted.Of(clips, "clip")} of {seconds:0.###} s; the model needs {card.Steps}. "
                + $"Take a longer song, or a model of fewer steps."));
    }
}
