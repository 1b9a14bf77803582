using Microsoft.AspNetCore.Components;

namespace PlayCount.Experiments.Pages.Watching;

/// <summary>The results of an experiment, drawn as the report draws them.</summary>
/// <param name="IsLeaky">Whether the split proves nothing.</param>
/// <param name="Cards">A verdict a listener.</param>
/// <param name="Listeners">Each listener's curves, estimates and scores.</param>
/// <param name="Claims">The paper's figures with these results beside them, and its claims, tested on them.</param>
public sealed record StudyParts(bool IsLeaky, MarkupString Cards, MarkupString Listeners, MarkupString Claims);
