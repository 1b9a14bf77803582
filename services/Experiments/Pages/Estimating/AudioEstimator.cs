using Microsoft.Extensions.Options;
using PlayCount.Audio;
using PlayCount.Audio.Decoding;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Pages.Estimating;

/// <summary>Estimates audio with the models of an experiment: decodes, cuts, computes features and asks each model.</summary>
internal sealed class AudioEstimator(IBlobStore blobs, IOptions<PageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Value.UploadsAtOnce, options.Value.UploadsAtOnce);

    /// <summary>What each model says.</summary>
    /// <param name="experiment">Whose models.</param>
    /// <param name="audio">Seekable bytes of the file.</param>
    /// <param name="extension">Of the file's name, without dot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidAudioException">The audio cannot be used.</exception>
    /// <exception cref="InvalidDataException">A model is damaged.</exception>
    public async Task<IReadOnlyList<Estimated>> EstimateAsync(
        string experiment, Stream audio, string extension, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Estimate(blobs.Below(experiment), audio, extension, cancellationToken), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private List<Estimated> Estimate(IBlobStore study, Stream audio, string extension, CancellationToken cancellationToken)
    {
        var features = new Dictionary<FrontEndCard, float[]>(); // models of one experiment share theirs
        var estimates = new List<Estimated>();
        foreach (var model in StoredModels.Read(study))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (card, frontEnd) = (model.Card, model.Card.CreateFrontEnd());
            if (!features.TryGetValue(card.FrontEnd, out var clips))
                features[card.FrontEnd] = clips = Features(frontEnd, audio, extension, cancellationToken);
            estimates.Add(new Estimated(card, clips.Length / model.Inputs, model.Estimate(clips)));
        }

        return estimates;
    }

    private float[] Features(IFrontEnd frontEnd, Stream audio, string extension, CancellationToken cancellationToken)
    {
        var vectors = new List<float>();
        var clips = new ClipVectors(frontEnd, vectors.AddRange);
        var limits = new DecodingLimits(options.Value.MaxUploadSeconds, options.Value.MaxUploadBytes);
        try
        {
            audio.Position = 0;
            SongDecoder.Decode(audio, extension, limits, clips.Write, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or SoundLibraryException)
        {
            throw new InvalidAudioException(e is InvalidDataException ? $"The file {e.Message}." : e.Message, e);
        }

        clips.Finish();
        return [.. vectors];
    }
}

/// <summary>What a model says of uploaded audio.</summary>
/// <param name="Card">The model.</param>
/// <param name="Clips">Clips of the audio.</param>
/// <param name="Song">The estimate; null when the audio has fewer clips than a sample.</param>
public sealed record Estimated(ModelCard Card, int Clips, SongEstimated? Song);

/// <summary>Audio that cannot be estimated; the message says why, for the one who sent it.</summary>
internal sealed class InvalidAudioException(string message, Exception inner) : Exception(message, inner);
