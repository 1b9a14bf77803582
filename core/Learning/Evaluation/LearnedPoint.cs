namespace PlayCount.Learning.Evaluation;

/// <summary>A network's error on held-out songs when it learns from a share of each fold's training songs.</summary>
/// <param name="Share">The share, above 0; 1: all of them.</param>
/// <param name="TrainingSongs">Songs learned from, mean over the folds.</param>
/// <param name="Songs">Held-out songs, the same at all shares, each counted once.</param>
/// <param name="Mse">Mean squared error in the scaled units of the whole fold.</param>
/// <param name="ConstantMse">That of the mean of all the fold's training songs, whatever the share.</param>
public sealed record LearnedPoint(double Share, double TrainingSongs, int Songs, double Mse, double ConstantMse)
{
    /// <summary>1 - error over the constant's; null where the constant never errs.</summary>
    public double? R2 => ConstantMse > 0 ? 1 - (Mse / ConstantMse) : null;
}
