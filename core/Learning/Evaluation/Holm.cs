namespace PlayCount.Learning.Evaluation;

/// <summary>Holm's step-down procedure: p-values adjusted for how many there are, whatever their dependence.</summary>
/// <remarks>Source: Holm, "A simple sequentially rejective multiple test procedure", 1979.</remarks>
public static class Holm
{
    /// <summary>The family level at which each would just be rejected, at most 1; in the order given.</summary>
    /// <param name="p">In [0, 1].</param>
    public static double[] Adjusted(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var least = 0.0;
        foreach (var (place, index) in Enumerable.Range(0, p.Count).OrderBy(index => p[index]).Index())
        {
            least = Math.Max(least, Math.Min(1, (p.Count - place) * p[index]));
            adjusted[index] = least;
        }

        return adjusted;
    }
}
