using System.Collections.Immutable;
using System.Diagnostics;

namespace Aspire.Hosting.Dashboard;

/// <summary>The environment that a process is started with.</summary>
internal static class StartedEnvironment
{
    /// <summary>Its variables that the AppHost does not have itself with the same value.</summary>
    public static ImmutableDictionary<string, string> Of(ProcessStartInfo start) => start.Environment
        .Where(variable => variable.Value is not null && Environment.GetEnvironmentVariable(variable.Key) != variable.Value)
        .ToImmutableDictionary(variable => variable.Key, variable => variable.Value!);
}
