namespace PlayCount.Audio;

/// <summary>A matrix as NumPy's .npy format stores it.</summary>
/// <param name="Values">Shape (rows, columns), C order.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Columns">Number of columns.</param>
public sealed record NpyMatrix(float[] Values, int Rows, int Columns);
