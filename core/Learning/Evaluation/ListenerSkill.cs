using System.Text.Json.Serialization;

namespace PlayCount.Learning.Evaluation;

/// <summary>What a study says of one listener.</summary>
public enum SkillVerdict
{
    /// <summary>Nothing can be said: the split does not hold out whole songs, no network was scored, or the constant never errs.</summary>
    None,

    /// <summary>The best network beats the constant beyond chance, also when corrected for the choosing.</summary>
    Skill,

    /// <summary>It does not, and skill worth the name would have been found.</summary>
    NoSkill,

    /// <summary>So few songs could not have shown it.</summary>
    TooFewSongs,
}

/// <summary>The test of one listener's networks on their common songs.</summary>
/// <param name="User">The listener's rank, from 1.</param>
/// <param name="Verdict">What follows.</param>
/// <param name="Networks">Networks that were compared: those that came to a score.</param>
/// <param name="Songs">Songs long enough for all of them.</param>
/// <param name="Layers">LSTM layers of the chosen network, the one of the highest R2 on these songs; null where there is none.</param>
/// <param name="Steps">Its steps.</param>
/// <param name="R2">Its R2 on these songs, flattered by the choosing.</param>
/// <param name="Corrected">Its R2 corrected for the choosing.</param>
/// <param name="P">Chance of so high an R2 where plays have nothing to do with the sound; null where it cannot be told.</param>
/// <param name="AdjustedP">The same by Holm's procedure over all listeners that were tested.</param>
/// <param name="DetectableR2">The smallest R2 that the test finds in 80 of 100 cases; null: none.</param>
/// <param name="Nested">The networks chosen anew in each fold; null where that was not asked for, or no fold could choose.</param>
public sealed record ListenerSkill(
    int User,
    SkillVerdict Verdict,
    int Networks,
    int Songs,
    int? Layers = null,
    int? Steps = null,
    double? R2 = null,
    CorrectedSkill? Corrected = null,
    double? P = null,
    double? AdjustedP = null,
    double? DetectableR2 = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] NestedSkill? Nested = null)
{
    /// <summary>How often at most, over all listeners, chance alone may be told as skill.</summary>
    public const double FamilyLevel = 0.01;

    /// <summary>
    /// A listener for whom R2 above this could stay unseen has too few songs: a network might tell half of the plays' variance.
    /// </summary>
    public const double LargestUnseenR2 = 0.5;

    /// <summary>R2 above which there is no skill, with a confidence of 97.5 %; at least 0.</summary>
    public double? UpperBound => Corrected is { } corrected ? Math.Max(corrected.High, 0) : null;

    /// <summary>The same with what Holm's procedure and the power say, judged.</summary>
    internal ListenerSkill Judged(double? adjustedP, double? detectableR2) => this with
    {
        AdjustedP = adjustedP,
        DetectableR2 = detectableR2,
        Verdict = adjustedP <= FamilyLevel && Corrected?.R2 > 0 ? SkillVerdict.Skill
            : detectableR2 <= LargestUnseenR2 ? SkillVerdict.NoSkill
            : SkillVerdict.TooFewSongs,
    };
}
