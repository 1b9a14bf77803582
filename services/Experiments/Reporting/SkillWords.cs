using System.Globalization;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Experiments.Reporting;

/// <summary>The test of a listener's networks in words.</summary>
public static class SkillWords
{
    /// <summary>The verdict in a few words.</summary>
    public static string Answer(ListenerSkill skill) => skill.Verdict switch
    {
        SkillVerdict.Skill => "Skill",
        SkillVerdict.NoSkill => $"No skill above R² {Figures.Show(skill.UpperBound)}",
        SkillVerdict.TooFewSongs => "Too few songs to tell",
        _ => "No verdict",
    };

    /// <summary>The figures behind it, in sentences; empty where nothing was compared.</summary>
    public static string Reason(ListenerSkill skill) => skill switch
    {
        { Songs: 0 } => $"No song is long enough for all of {Figures.Count(skill.Networks, "network")}.",
        { Layers: { } layers, Steps: { } steps } => string.Join(' ', Sentences(skill, Verdict.Name(layers, steps))),
        _ => $"On the {Figures.Count(skill.Songs, "song")} long enough for all of {Figures.Count(skill.Networks, "network")} a constant "
            + "is always right.",
    };

    private static IEnumerable<string> Sentences(ListenerSkill skill, string chosen)
    {
        yield return $"Best of {Figures.Count(skill.Networks, "network")} on the {Figures.Count(skill.Songs, "song")} long enough for "
            + $"all: {chosen}, R² {Figures.Show(skill.R2)} there.";
        if (skill.Corrected is { } corrected)
        {
            yield return $"Corrected for the choosing, R² is {Figures.Show(corrected.R2)} (95\u00A0% interval "
                + $"{Figures.Show(corrected.Low)} to {Figures.Show(corrected.High)}).";
        }

        if (skill.Nested is { } nested)
        {
            yield return $"Chosen anew in each fold by inner folds of its training songs, R² is {Figures.Show(nested.R2)} "
                + $"({Interval(nested)}); the folds chose {string.Join(", ", nested.Folds.Select(Chosen))} (layers × steps).";
        }

        yield return skill.AdjustedP is { } p
            ? $"Were there no link between sound and plays, the best would be as good with a chance of {Chance(p)}, counting all "
                + $"listeners; at most {Chance(ListenerSkill.FamilyLevel)} is asked."
            : "The test needs folds that hold out several songs of different plays: 20 songs and more.";
        if (skill is { Verdict: SkillVerdict.NoSkill, AdjustedP: <= ListenerSkill.FamilyLevel })
            yield return "The estimates do follow the plays, yet not closely enough to beat a constant.";
        yield return skill.DetectableR2 is { } detectable
            ? $"An R² of {Figures.Show(detectable)} would be found in 80 of 100 cases."
            : "No R², however high, would be found in 80 of 100 cases.";
    }

    private static string Interval(NestedSkill nested) => nested is { Low: { } low, High: { } high }
        ? $"95\u00A0% interval {Figures.Show(low)} to {Figures.Show(high)}"
        : "no interval could be computed";

    private static string Chosen(FoldChoice choice) => $"{Figures.Count(choice.Layers)} × {Figures.Count(choice.Steps)}";

    private static string Chance(double p) => p.ToString("0.####", CultureInfo.InvariantCulture);
}
