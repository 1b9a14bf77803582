using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says what became of a resource: what happened, what it printed last, what to do.</summary>
internal static class ResourceFailure
{
    /// <summary>How many of its last lines are told.</summary>
    public const int Lines = 20;

    public static string Text(ResourceEvent update, ResourceLoggerService logs)
    {
        var source = update.Resource is IResourceWithParent part ? part.Parent : update.Resource;
        var last = logs.LastLines(source.Name, Lines);
        var printed = last.Count == 0 ? "It printed nothing." : "What it printed last:" + string.Concat(last.Select(line => "\n  " + line));
        var name = source == update.Resource ? $"'{source.Name}'" : $"'{update.Resource.Name}', part of '{source.Name}',";
        return $"Resource {name} {Happened(update.Snapshot)}. {printed}\n{Advice(update, last.Count > 0)}";
    }

    private static string Happened(CustomResourceSnapshot snapshot) =>
        snapshot.Problem ?? (snapshot.ExitCode is { } code ? $"ended with exit code {code}" : $"is in state {snapshot.State?.Text}");

    private static string Advice(ResourceEvent update, bool hasPrinted)
    {
        var project = update.Resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault()?.ProjectPath;
        var alone = project is null ? "" : $" 'dotnet run --project {project}' starts it alone.";
        return (hasPrinted ? "The cause should stand in these lines." : "Nothing it printed tells the cause.") + alone;
    }
}
