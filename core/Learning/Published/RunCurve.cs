namespace PlayCount.Learning.Published;

/// <summary>The validation error of one network over its training.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
/// <param name="ValidationMse">Mean squared error of the scaled plays after each epoch; shape (epochs), at least one.</param>
public sealed record RunCurve(int User, int Layers, int Steps, IReadOnlyList<double> ValidationMse)
{
    /// <summary>The error after the first epoch.</summary>
    public double First => ValidationMse[0];

    /// <summary>The error after the last epoch.</summary>
    public double Final => ValidationMse[^1];

    /// <summary>The lowest error after any epoch.</summary>
    public double Lowest => ValidationMse.Min();

    /// <summary>(first - final) / first: the share of the first error that training took away; below 0 where it grew.</summary>
    public double Improvement => (First - Final) / First;

    /// <summary>Whether it ends above its start: the paper's "diverging".</summary>
    public bool Diverges => Final > First;
}
