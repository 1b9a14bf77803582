using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Inference.Refusing;
using PlayCount.Inference.Serving;
using PlayCount.Learning.Models;
using PlayCount.Songs;
using SentAudio = PlayCount.Contracts.V1.Audio; // the bare name is a namespace

namespace PlayCount.Inference.Estimating;

/// <summary>Estimates whole songs, stored or sent.</summary>
internal sealed class SongEstimator(ModelCatalog catalog, InferenceTelemetry telemetry, IOptions<InferenceOptions> options)
{
    private const int LongestFormat = 16;

    /// <summary>From the clips that a run left beside its models.</summary>
    public SongEstimated OfStored(ServedModel model, SongId song) => telemetry.Estimating("song", model.ModelId, () =>
    {
        var clips = new SongClips(catalog.Load(model));
        var vectors = StoredFeatures.Read(model, song);
        clips.AddVectors(vectors);
        return clips.Estimate() ?? throw TooShort(model.Card, $"song '{song}'", vectors.Length / model.Card.Network.Inputs);
    });

    /// <summary>From a file's bytes.</summary>
    public SongEstimated OfAudio(ServedModel model, SentAudio audio, CancellationToken cancellationToken) =>
        telemetry.Estimating("audio", model.ModelId, () =>
        {
            if (audio.Format.Length > LongestFormat)
                throw new RefusedException(Refusal.Invalid,
                    $"The format '{Shown.Shorten(audio.Format)}' is none: wav, mp3, ogg, opus, flac, aiff or nothing is right.");
            var clips = new SongClips(catalog.Load(model));
            Decode(audio, clips, cancellationToken);
            clips.Finish();
            return clips.Estimate() ?? throw TooShort(model.Card, "audio", clips.Clips);
        });

    /// <summary>Refuses a song that goes on for longer than is accepted.</summary>
    public void Limit(double seconds)
    {
        if (seconds > options.Value.MaxDecodedSeconds)
        {
            throw new RefusedException(Refusal.TooMuch, string.Create(CultureInfo.InvariantCulture,
                $"The audio lasts longer than {options.Value.MaxDecodedSeconds} s, the most that is accepted here. Send a shorter piece."));
        }
    }

    private void Decode(SentAudio audio, SongClips clips, CancellationToken cancellationToken)
    {
        try
        {
            using var stream = Stream(audio.Content.Memory);
            // The limit is kept by what was decoded, so that a song that is too long is told from one that is damaged.
            SongDecoder.Decode(stream, audio.Format, new DecodingLimits(double.PositiveInfinity), samples =>
            {
                clips.Write(samples);
                Limit(clips.Seconds);
            }, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(
                Refusal.Invalid, $"The audio of {Counted.Of(audio.Content.Length, "byte")} cannot be used: {e.Message}.", e);
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
