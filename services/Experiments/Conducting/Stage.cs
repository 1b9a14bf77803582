using System.Globalization;

namespace PlayCount.Experiments.Conducting;

/// <summary>The stages of an experiment, in their order.</summary>
public static class Stage
{
    public const string Preparing = "preparing";
    public const string Selecting = "selecting";
    public const string Mapping = "mapping";
    public const string Cutting = "cutting";
    public const string Training = "training";
    public const string Keeping = "keeping";
    public const string Reporting = "reporting";

    private static readonly string[] Order = [Preparing, Selecting, Mapping, Cutting, Training, Keeping, Reporting];

    /// <summary>The stages of an experiment with these inputs, in their order.</summary>
    public static IReadOnlyList<string> Of(StudyInputs inputs) => [.. Order.Where(stage => stage != Mapping || inputs.Mapping is not null)];

    /// <summary>The key of the work of a stage that is one work and tells how far that is; null for other stages.</summary>
    public static string? OneWork(string stage) => stage switch
    {
        Selecting => "select",
        Mapping => "map",
        _ => null,
    };

    /// <summary>The key of a work that is done again in a later round: to the old one the worker holds an answer.</summary>
    public static string Again(string work, int round) => string.Create(CultureInfo.InvariantCulture, $"{First(work)}@{round}");

    /// <summary>The key that a work had when it was asked for the first time.</summary>
    public static string First(string work) => work.Split('@')[0];

    /// <summary>What a stage counts, in the singular.</summary>
    public static string Unit(string stage) => stage switch
    {
        Cutting => "song",
        Training => "network",
        Keeping => "model",
        _ => "step",
    };
}

/// <summary>How an experiment is.</summary>
public static class ExperimentState
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";
}
