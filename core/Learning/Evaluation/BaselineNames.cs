namespace PlayCount.Learning.Evaluation;

/// <summary>The baselines that every network is set beside, by their names in <c>results.json</c>.</summary>
public static class BaselineNames
{
    /// <summary>The training rows' mean.</summary>
    public const string Mean = "mean";

    /// <summary>The training rows' median.</summary>
    public const string Median = "median";

    /// <summary>The mean of the nearest training rows by pooled features.</summary>
    public const string Knn = "knn";

    /// <summary>Ridge regression on pooled features.</summary>
    public const string Ridge = "ridge";

    /// <summary>All of them, in the order they have everywhere.</summary>
    public static IReadOnlyList<string> All { get; } = [Mean, Median, Knn, Ridge];
}
