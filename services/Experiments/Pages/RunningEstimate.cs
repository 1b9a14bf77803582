using PlayCount.Learning.Models;

namespace PlayCount.Experiments.Pages;

/// <summary>What a model says of a song as it hears more and more of it.</summary>
/// <param name="Card">The model.</param>
/// <param name="Points">After each whole sample: clips heard, and the estimate of all that was heard, in plays.</param>
public sealed record RunningEstimate(ModelCard Card, IReadOnlyList<(int Clips, double Plays)> Points)
{
    /// <summary>Estimates a song sample by sample; none when the song is too short for the model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clips">The front end's vectors, shape (clips, inputs).</param>
    /// <param name="cancellationToken">Stops between two samples.</param>
    internal static RunningEstimate Of(ListenerModel model, ReadOnlySpan<float> clips, CancellationToken cancellationToken)
    {
        var (points, estimates) = (new List<(int, double)>(), new SongEstimates(model));
        var sampleValues = model.Card.Steps * model.Inputs;
        for (; clips.Length >= sampleValues; clips = clips[sampleValues..])
        {
            cancellationToken.ThrowIfCancellationRequested();
            estimates.Add(clips[..sampleValues]);
            var heard = estimates.Estimate()!.Value;
            points.Add((heard.Clips, heard.Plays));
        }

        if (points.Count == 0 && model.Estimate(clips) is { } whole)
            points.Add((whole.Clips, whole.Plays));
        return new RunningEstimate(model.Card, points);
    }
}
