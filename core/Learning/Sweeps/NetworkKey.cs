using System.Globalization;

namespace PlayCount.Learning.Sweeps;

/// <summary>Which network of which listener: <c>user_1/2x18</c> is the most active one's of 2 layers, 18 steps.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Layers">Number of LSTM layers.</param>
/// <param name="Steps">Clips in a sample.</param>
public readonly record struct NetworkKey(int User, int Layers, int Steps)
{
    /// <summary>Name of the file of its outcome, a <see cref="StoredOutcome{T}"/> of <see cref="NetworkOutcome"/>.</summary>
    public string OutcomeFile => $"state/{this}.json";

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"user_{User}/{Layers}x{Steps}");
}
