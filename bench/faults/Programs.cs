namespace PlayCount.Faults;

/// <summary>The product's programs as they were built.</summary>
/// <param name="AppHost">The AppHost's assembly.</param>
/// <param name="Cli">The command line's.</param>
internal sealed record Programs(string AppHost, string Cli)
{
    /// <summary>Those of the same build as this one, found from its own place: the third folder below a project's.</summary>
    public static Programs Built()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var root = output;
        while (!File.Exists(Path.Combine(root.FullName, "PlayCount.Aspire.sln")))
            root = root.Parent ?? throw new InvalidOperationException($"No folder above '{output}' holds PlayCount.Aspire.sln.");
        var below = Path.Combine("bin", output.Parent!.Name, output.Name);
        return new Programs(
            Path.Combine(root.FullName, "AppHost", below, "PlayCount.AppHost.dll"),
            Path.Combine(root.FullName, "cli", below, "playcount.dll"));
    }
}
