using PlayCount.Audio;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.Inference.Estimating;

/// <summary>A song on its way through a model: samples to clips, clips to vectors, vectors to an estimate that is a number.</summary>
internal sealed class SongClips
{
    private readonly SongEstimates _estimates;
    private readonly ClipVectors _clips;
    private readonly int _inputs;

    public SongClips(ListenerModel model)
    {
        _estimates = new(model);
        _inputs = model.Inputs;
        _clips = new(model.Card.CreateFrontEnd(), _estimates.Add);
    }

    /// <summary>Full clips so far.</summary>
    public int Clips => _clips.Clips;

    /// <summary>Seconds so far.</summary>
    public double Seconds => _clips.Seconds;

    /// <summary>Takes the next samples at 22,050 Hz.</summary>
    public void Write(ReadOnlySpan<float> samples) => _clips.Write(samples);

    /// <summary>Takes as many of the next samples at 22,050 Hz as fill the clip that is begun.</summary>
    /// <returns>How many were taken.</returns>
    public int WriteToClipEnd(ReadOnlySpan<float> samples) => _clips.WriteToClipEnd(samples);

    /// <summary>Ends the song: a clip that was begun is filled up with zeros.</summary>
    public void Finish() => _clips.Finish();

    /// <summary>Takes vectors that were made elsewhere, shape (clips, inputs).</summary>
    /// <returns>How many.</returns>
    public int AddVectors(ReadOnlySpan<float> vectors)
    {
        _estimates.Add(vectors);
        return vectors.Length / _inputs;
    }

    /// <summary>Of the whole samples so far; null as long as there is none.</summary>
    /// <exception cref="RefusedException">The weights give no number.</exception>
    public SongEstimated? Estimate()
    {
        var estimated = _estimates.Estimate();
        return estimated is { } known && !double.IsFinite(known.Scaled)
            ? throw new RefusedException(Refusal.Damaged, "The model's weights give no finite estimate of this song. Train it again.")
            : estimated;
    }
}
