namespace PlayCount.Training.Engines;

/// <summary>How results call what trained them.</summary>
internal static class EngineNames
{
    /// <summary>The managed engine beside others; alone it is not named.</summary>
    public const string Managed = "managed";

    /// <summary>The names of several trainings' engines, each once; null: the managed engine alone.</summary>
    public static string? Of(IEnumerable<string?> engines)
    {
        string?[] names = [.. engines.Distinct()];
        return Array.TrueForAll(names, name => name is null) ? null : string.Join("; ", names.Select(name => name ?? Managed).Order());
    }
}
