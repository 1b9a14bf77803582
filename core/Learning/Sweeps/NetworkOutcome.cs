using System.Text.Json.Serialization;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Sweeps;

/// <summary>What training one network on one fold gave.</summary>
/// <param name="Seed">The seed that parted the songs.</param>
/// <param name="Fold">The fold's number, from 0.</param>
/// <param name="Curve">One point an epoch.</param>
/// <param name="Estimates">Scaled estimates of the validation samples after the last epoch; empty when not finite.</param>
/// <param name="Part">Which part of the fold it was; null: the fold itself.</param>
/// <param name="Engine">What trained it, as results call it; null: the managed engine.</param>
public sealed record FoldOutcome(
    ulong Seed,
    int Fold,
    IReadOnlyList<CurvePoint> Curve,
    IReadOnlyList<double> Estimates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FoldPart? Part = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null)
{
    /// <summary>Whether training ran through without an infinite error.</summary>
    public bool IsFinite => Estimates.Count > 0;

    /// <summary>Which fold of which seed, or which part of it.</summary>
    [JsonIgnore]
    public FoldKey Key => new(Seed, Fold, Part);
}

/// <summary>What training on a part of a fold's songs gave.</summary>
/// <param name="Fold">The fold's number, from 0.</param>
/// <param name="Part">Which part of it.</param>
/// <param name="TrainingSongs">Songs that were trained on.</param>
/// <param name="Estimates">Held-out estimates, scaled as the part's training songs say; empty when training was not finite.</param>
public sealed record PartOutcome(int Fold, FoldPart Part, int TrainingSongs, IReadOnlyList<SongEstimate> Estimates);

/// <summary>The held-out estimate of one song.</summary>
/// <param name="Song">Index into the user's songs.</param>
/// <param name="Fold">The fold that held it out.</param>
/// <param name="Samples">Samples averaged.</param>
/// <param name="Plays">True plays.</param>
/// <param name="Scaled">True plays, scaled as in the fold.</param>
/// <param name="EstimateScaled">Mean estimate over the samples.</param>
/// <param name="EstimatePlays">The same in plays.</param>
/// <param name="Seed">The seed that parted the songs.</param>
public sealed record SongEstimate(
    int Song, int Fold, int Samples, int Plays, double Scaled, double EstimateScaled, double EstimatePlays, ulong Seed);

/// <summary>All that a network's training left: what the result files are written from.</summary>
/// <param name="Result">Its scores.</param>
/// <param name="Folds">Its learning curves.</param>
/// <param name="Estimates">Its held-out estimates, by seed, fold and song: each song once a seed.</param>
/// <param name="Parts">What the parts of its folds gave, in their order; null: it was not scored, or has none.</param>
public sealed record NetworkOutcome(
    NetworkResult Result,
    IReadOnlyList<FoldOutcome> Folds,
    IReadOnlyList<SongEstimate> Estimates,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<PartOutcome>? Parts = null)
{
    /// <summary>
    /// Each song's held-out estimate once: with several seeds the mean over them, and of the numbers of folds, the first seed's.
    /// </summary>
    public IReadOnlyList<SongEstimate> EstimatesOfSongs() => [.. Estimates.GroupBy(estimate => estimate.Song).Select(song =>
        song.First() with
        {
            Scaled = song.Average(estimate => estimate.Scaled),
            EstimateScaled = song.Average(estimate => estimate.EstimateScaled),
            EstimatePlays = song.Average(estimate => estimate.EstimatePlays),
        })];

    /// <summary>The learning curve, each epoch the mean over the folds that reached it.</summary>
    public IReadOnlyList<CurvePoint> MeanCurve() =>
        [.. Folds.SelectMany(fold => fold.Curve).GroupBy(point => point.Epoch).OrderBy(epoch => epoch.Key).Select(epoch =>
            new CurvePoint(epoch.Key, epoch.Average(p => p.TrainMse), epoch.Average(p => p.ValidationMse)))];
}
