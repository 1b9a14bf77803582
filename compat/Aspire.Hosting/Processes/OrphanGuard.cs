using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Processes;

/// <summary>
/// A small shell script beside the AppHost that ends its child processes when the AppHost was killed and could not: it reads what the
/// AppHost tells it, and the end of that pipe, which the system closes with the AppHost, is its sign.
/// </summary>
internal sealed partial class OrphanGuard : IDisposable
{
    /// <summary>Carried by every child in its environment.</summary>
    public const string MarkVariable = "ASPIRE_APPHOST_MARK";

    private readonly Lock _lock = new();
    private readonly ILogger _logger;
    private readonly Process? _process;

    public OrphanGuard(ILogger logger)
    {
        _logger = logger;
        if (!ProcessGroup.IsSupported)
        {
            LogNoGuard(logger, ProcessGroup.WhyNot);
            return;
        }

        var start = new ProcessStartInfo(ProcessGroup.Setsid, ["/bin/sh", "-c", Script(), "guard", $"{MarkVariable}={Mark}"])
        {
            RedirectStandardInput = true,
            WorkingDirectory = "/",
        };
        _process = Process.Start(start)!;
        _process.StandardInput.AutoFlush = true;
    }

    public string Mark { get; } = Guid.NewGuid().ToString("N");

    public void Started(int group) => Tell($"started {group}");

    public void Ended(int group) => Tell($"ended {group}");

    public void Dispose()
    {
        if (_process is null)
            return;
        Tell("done");
        _process.StandardInput.Dispose();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static string Script()
    {
        using var reader = new StreamReader(typeof(OrphanGuard).Assembly.GetManifestResourceStream("guard.sh")!);
        return reader.ReadToEnd();
    }

    private void Tell(string line)
    {
        if (_process is null)
            return;
        try
        {
            lock (_lock)
                _process.StandardInput.Write(line + "\n");
        }
        catch (IOException)
        {
            LogGuardGone(_logger, _process.Id);
        }
    }

    [LoggerMessage(1, LogLevel.Warning,
        "Resources go on running if this AppHost is killed, because {Reason}; stopped with Ctrl+C it ends them.")]
    private static partial void LogNoGuard(ILogger logger, string reason);

    [LoggerMessage(2, LogLevel.Warning,
        "Process {Id}, which ends the resources if this AppHost is killed, is gone: stop the AppHost with Ctrl+C, not with kill -9.")]
    private static partial void LogGuardGone(ILogger logger, int id);
}
