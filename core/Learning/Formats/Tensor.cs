namespace PlayCount.Learning.Formats;

/// <summary>A named array of single-precision numbers.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Lengths of its axes, the last one varying fastest.</param>
/// <param name="Values">As many as the product of the shape.</param>
public sealed record Tensor(string Name, IReadOnlyList<int> Shape, ReadOnlyMemory<float> Values);
