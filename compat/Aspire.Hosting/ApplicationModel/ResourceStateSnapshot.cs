namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state, by name.</summary>
/// <param name="Text">The name, one of <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How a display might colour it.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>A state without a style.</summary>
    public static implicit operator ResourceStateSnapshot?(string? s) => s is null ? null : new(s, null);
}
