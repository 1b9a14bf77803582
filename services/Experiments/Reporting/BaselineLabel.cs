using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>What a baseline is called on a page.</summary>
internal static class BaselineLabel
{
    public static string Of(string name) => name switch
    {
        BaselineNames.Knn => "k\u2011NN",
        _ => string.Concat(char.ToUpperInvariant(name[0]).ToString(), name.AsSpan(1)),
    };
}
