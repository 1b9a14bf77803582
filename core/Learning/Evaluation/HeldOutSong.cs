namespace PlayCount.Learning.Evaluation;

/// <summary>A song's held-out estimate beside the mean of the songs that its fold trained on: each song once.</summary>
/// <param name="Song">The song, as an index into the user's songs.</param>
/// <param name="Fold">The fold that held it out.</param>
/// <param name="Samples">Samples whose estimates were averaged, at least 1.</param>
/// <param name="Plays">True plays.</param>
/// <param name="EstimatePlays">Estimated plays; may be below 0.</param>
/// <param name="MeanPlays">Mean plays of the fold's training songs; NaN where these are not known.</param>
/// <param name="Scaled">True plays in the scaled units of the fold.</param>
/// <param name="EstimateScaled">The estimate in the scaled units of the fold.</param>
/// <param name="MeanScaled">Mean of the fold's training songs in its scaled units; NaN where these are not known.</param>
public readonly record struct HeldOutSong(
    int Song,
    int Fold,
    int Samples,
    double Plays,
    double EstimatePlays,
    double MeanPlays,
    double Scaled,
    double EstimateScaled,
    double MeanScaled);
