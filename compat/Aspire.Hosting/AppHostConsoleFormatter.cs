using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Aspire.Hosting;

/// <summary>A message a line: a resource's begin with its name in brackets, warnings and errors of the AppHost with their level.</summary>
internal sealed class AppHostConsoleFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "apphost";

    /// <summary>Stands before a resource's name in its logger's category.</summary>
    public const string ResourcesCategory = ".Resources.";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        if (message.Length == 0 && logEntry.Exception is null)
            return;
        var at = logEntry.Category.LastIndexOf(ResourcesCategory, StringComparison.Ordinal);
        textWriter.Write(at >= 0 ? $"[{logEntry.Category[(at + ResourcesCategory.Length)..]}] " : Level(logEntry.LogLevel));
        textWriter.WriteLine(message);
        if (logEntry.Exception is { } exception)
            textWriter.WriteLine(exception);
    }

    private static string Level(LogLevel level) => level >= LogLevel.Warning ? $"{level}: " : "";
}
