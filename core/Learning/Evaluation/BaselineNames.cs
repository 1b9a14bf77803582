namespace PlayCount.Learning.Evaluation;

/// <summary>The baselines that every network is set beside, by their names in <c>results.json</c>.</summary>
public static class BaselineNames
{
    /// <summary>The training rows' mean.</summary>
    public const string Mean = "mean";

    /// <summary>The training rows' median.</summary>
    public const string Median = "median";

    /// <summary>A straight line over the logarithm of the plays by the study's other listeners: what fame alone tells.</summary>
    public const string Popularity = "popularity";

    /// <summary>The mean of the nearest training rows by pooled features.</summary>
    public const string Knn = "knn";

    /// <summary>Ridge regression on pooled features.</summary>
    public const string Ridge = "ridge";

    /// <summary>Poisson regression of plays on pooled features.</summary>
    public const string Poisson = "poisson";

    /// <summary>Gradient-boosted regression trees on pooled features.</summary>
    public const string Trees = "trees";

    /// <summary>All of them, in the order they have everywhere.</summary>
    public static IReadOnlyList<string> All { get; } = [Mean, Median, Popularity, Knn, Ridge, Poisson, Trees];
}
