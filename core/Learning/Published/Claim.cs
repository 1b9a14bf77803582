namespace PlayCount.Learning.Published;

/// <summary>Whether a sentence of the paper stands up to some numbers.</summary>
public enum ClaimVerdict
{
    /// <summary>The numbers bear it out.</summary>
    Holds,

    /// <summary>The numbers do not bear it out.</summary>
    DoesNotHold,

    /// <summary>These numbers cannot decide it.</summary>
    CannotTell,
}

/// <summary>What numbers say of a claim.</summary>
/// <param name="Result">The figures in words.</param>
/// <param name="Verdict">What follows.</param>
public sealed record ClaimFinding(string Result, ClaimVerdict Verdict);

/// <summary>A sentence of the paper beside what the numbers say.</summary>
/// <param name="Name">The claim in a few words.</param>
/// <param name="Sentences">The paper's own words, each with its section.</param>
/// <param name="Test">How it is tested.</param>
/// <param name="OnPublished">What the published curves say.</param>
/// <param name="OnOurs">What a study of ours says; null where there is none, or where it has not what the test needs.</param>
public sealed record Claim(
    string Name, IReadOnlyList<Quotation> Sentences, string Test, ClaimFinding OnPublished, ClaimFinding? OnOurs = null);

/// <summary>Words of the paper.</summary>
/// <param name="Words">The words, cut to what matters.</param>
/// <param name="Section">The section they stand in.</param>
public sealed record Quotation(string Words, string Section);
