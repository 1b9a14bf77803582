namespace Aspire.Hosting.ApplicationModel;

/// <summary>The rules for names of resources and endpoints.</summary>
internal static class ModelName
{
    private const int MaxLength = 64;

    public static string Checked(string name, string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Offence(name) is { } offence
            ? throw new ArgumentException($"The {target} name '{name}' is invalid: {offence}.", nameof(name))
            : name;
    }

    private static string? Offence(string name)
    {
        if (name.Length > MaxLength)
            return $"it has {name.Length} characters, and {MaxLength} are the most";
        if (!char.IsAsciiLetter(name[0]))
            return "it must start with an ASCII letter";
        if (!name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-'))
            return "it may hold ASCII letters, digits and hyphens only";
        return name.Contains("--", StringComparison.Ordinal) || name.EndsWith('-')
            ? "hyphens stand between letters or digits, one at a time"
            : null;
    }
}
