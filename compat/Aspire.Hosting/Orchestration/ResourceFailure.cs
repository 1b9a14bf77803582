using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Says what became of a resource: what happened, what it printed last, what to do.</summary>
internal static class ResourceFailure
{
    /// <summary>How many of its last lines are told.</summary>
    public const int Lines = 20;

    /// <summary>What happened, what it printed last and what to do.</summary>
    public static string Text(ResourceEvent update, ResourceLoggerService logs)
    {
        var last = logs.LastLines(Source(update).Name, Lines);
        // Nothing was started that could have printed something: the line says why.
        if (last.Count == 0 && (update.Snapshot.IsMissing || update.Snapshot.State?.Text == KnownResourceStates.FailedToStart))
            return Line(update);
        var printed = last.Count == 0 ? "It printed nothing." : "What it printed last:" + string.Concat(last.Select(line => "\n  " + line));
        return $"{Line(update)} {printed}\n{Advice(update, last.Count > 0)}";
    }

    /// <summary>What happened.</summary>
    public static string Line(ResourceEvent update)
    {
        var source = Source(update);
        var name = source == update.Resource ? $"'{source.Name}'" : $"'{update.Resource.Name}', part of '{source.Name}',";
        return $"Resource {name} {Happened(update.Snapshot).TrimEnd('.')}.";
    }

    private static IResource Source(ResourceEvent update) => update.Resource is IResourceWithParent part ? part.Parent : update.Resource;

    private static string Happened(CustomResourceSnapshot snapshot) =>
        snapshot.Problem ?? (snapshot.ExitCode is { } code ? $"ended with exit code {code}" : $"is in state {snapshot.State?.Text}");

    private static string Advice(ResourceEvent update, bool hasPrinted)
    {
        var project = update.Resource.Annotations.OfType<IProjectMetadata>().FirstOrDefault()?.ProjectPath;
        var alone = project is null ? "" : $" 'dotnet run --project {project}' starts it alone.";
        return (hasPrinted ? "The cause should stand in these lines." : "Nothing it printed tells the cause.") + alone;
    }
}
