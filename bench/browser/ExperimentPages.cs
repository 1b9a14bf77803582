namespace PlayCount.Browsing.Bench;

/// <summary>The pages that a visitor of an experiment comes to.</summary>
internal static class ExperimentPages
{
    /// <summary>Name of the report, in which no script of the service may run.</summary>
    public const string Report = "report.html";

    public static IReadOnlyList<string> Of(string experiment) =>
    [
        "/", "/experiments/new", "/paper", $"/upload?experiment={experiment}", $"/experiments/{experiment}",
        $"/experiments/{experiment}/songs", $"/experiments/{experiment}/models", $"/experiments/{experiment}/{Report}",
    ];
}
