using System.Globalization;

namespace PlayCount.Learning.Sampling;

/// <summary>A further training within a fold, on some of its training songs: an inner fold of them, or a share.</summary>
/// <param name="Number">Its place among the fold's parts, from 1.</param>
/// <param name="Inner">The inner fold's number, from 0; null: it is a share.</param>
/// <param name="Share">The share of the training songs, above 0 and below 1; null: it is an inner fold.</param>
public sealed record FoldPart(int Number, int? Inner, double? Share)
{
    /// <summary>Its name: <c>inner_2</c> or <c>share_0.25</c>.</summary>
    public override string ToString() => Inner is { } inner
        ? string.Create(CultureInfo.InvariantCulture, $"inner_{inner}")
        : string.Create(CultureInfo.InvariantCulture, $"share_{Share}");
}
