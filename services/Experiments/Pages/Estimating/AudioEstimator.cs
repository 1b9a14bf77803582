using Microsoft.Extensions.Options;
using PlayCount.Audio.Decoding;
using PlayCount.Learning.Models;
using PlayCount.Segmentation.Client;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Pages.Estimating;

/// <summary>Estimates audio with the models of an experiment: has it cut, and asks each model.</summary>
internal sealed class AudioEstimator(IBlobStore blobs, ISongCutter cutter, IOptions<PageOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _turns = new(options.Value.UploadsAtOnce, options.Value.UploadsAtOnce);

    /// <summary>What each model says.</summary>
    /// <param name="experiment">Whose models.</param>
    /// <param name="audio">Seekable bytes of the file.</param>
    /// <param name="extension">Of the file's name, without dot.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="InvalidAudioException">The audio cannot be used.</exception>
    /// <exception cref="InvalidDataException">A model is damaged.</exception>
    /// <exception cref="SegmentationAwayException">The audio cannot be cut now.</exception>
    public async Task<IReadOnlyList<Estimated>> EstimateAsync(
        string experiment, Stream audio, string extension, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => EstimateAllAsync(blobs.Below(experiment), audio, extension, cancellationToken), cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    private async Task<IReadOnlyList<Estimated>> EstimateAllAsync(
        IBlobStore study, Stream audio, string extension, CancellationToken cancellationToken)
    {
        var features = new Dictionary<FrontEndCard, float[]>(); // models of one experiment share theirs
        var estimates = new List<Estimated>();
        foreach (var model in StoredModels.Read(study))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var card = model.Card;
            if (!features.TryGetValue(card.FrontEnd, out var clips))
                features[card.FrontEnd] = clips = await CutAsync(card.FrontEnd, audio, extension, cancellationToken);
            estimates.Add(new Estimated(card, clips.Length / model.Inputs, model.Estimate(clips)));
        }

        return estimates;
    }

    private async Task<float[]> CutAsync(FrontEndCard frontEnd, Stream audio, string extension, CancellationToken cancellationToken)
    {
        var request = new CutRequest(
            audio, extension, frontEnd.Name, frontEnd.ClipSamples, options.Value.MaxUploadSeconds, options.Value.MaxUploadBytes);
        var vectors = new List<float>();
        try
        {
            await foreach (var next in cutter.CutAsync(request, (read, _) => Task.FromResult(read()), cancellationToken))
                vectors.AddRange(next.Span);
        }
        catch (Exception e) when (e is InvalidDataException or SongTooLongException or SoundLibraryException)
        {
            throw new InvalidAudioException(e is SoundLibraryException ? e.Message : $"The file {e.Message}.", e);
        }

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
