using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>The first Ctrl+C or SIGTERM is the host's, which ends the application in order; the second ends it at once.</summary>
internal sealed class ShutdownSignals : IDisposable
{
    /// <summary>A program that a signal ended has exit code 128 and the signal's number.</summary>
    private const int SignalBase = 128;

    private readonly PosixSignalRegistration[] _registrations;
    private readonly ResourceOrchestrator _orchestrator;
    private int _count;

    public ShutdownSignals(ResourceOrchestrator orchestrator)
    {
        _orchestrator = orchestrator;
        _registrations = [Register(PosixSignal.SIGINT, 2), Register(PosixSignal.SIGTERM, 15)];
    }

    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private PosixSignalRegistration Register(PosixSignal signal, int number) => PosixSignalRegistration.Create(signal, context =>
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _count) < 2)
            return;
        _orchestrator.Kill();
        Environment.Exit(SignalBase + number);
    });
}
