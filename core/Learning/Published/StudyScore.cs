namespace PlayCount.Learning.Published;

/// <summary>One network of a study of ours, scored on the songs that all its listener's networks were scored on.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
/// <param name="Seed">Place of the seed of its splits and weights, from 0.</param>
/// <param name="FirstMse">Validation error after the first epoch.</param>
/// <param name="FinalMse">Validation error after the last epoch.</param>
/// <param name="SongsMse">Squared error on the common songs, in squared scaled units, mean over the songs.</param>
/// <param name="ConstantMse">The same of the training mean under the seed's splits.</param>
public sealed record StudyScore(
    int User, int Layers, int Steps, int Seed, double FirstMse, double FinalMse, double SongsMse, double ConstantMse)
{
    /// <summary>The error over the constant's: below 1 is better than the constant.</summary>
    public double Relative => SongsMse / ConstantMse;

    /// <summary>Whether it ends above its start.</summary>
    public bool Diverges => FinalMse > FirstMse;
}
