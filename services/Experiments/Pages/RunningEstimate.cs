using PlayCount.Learning.Models;

namespace PlayCount.Experiments.Pages;

/// <summary>What a model says of a song as it hears more and more of it.</summary>
/// <param name="Card">The model.</param>
/// <param name="Points">After each whole sample: clips heard, and the estimate of all that was heard, in plays.</param>
public sealed record RunningEstimate(ModelCard Card, IReadOnlyList<(int Clips, double Plays)> Points)
{
    /// <summary>Estimates a song sample by sample; none when the song has fewer clips than a sample.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clips">The front end's vectors, shape (clips, inputs).</param>
    /// <param name="cancellationToken">Stops between two samples.</param>
    internal static RunningEstimate Of(ListenerModel model, ReadOnlySpan<float> clips, CancellationToken cancellationToken)
    {
        var (card, points, sum) = (model.Card, new List<(int, double)>(), 0.0);
        var sampleValues = card.Steps * model.Inputs;
        while (clips.Length >= sampleValues)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum += model.Estimate(clips[..sampleValues])!.Value.Scaled;
            var samples = points.Count + 1;
            points.Add((samples * card.Steps, Math.Max(card.TargetScaling.Unscale(sum / samples), 0)));
            clips = clips[sampleValues..];
        }

        return new RunningEstimate(card, points);
    }
}
