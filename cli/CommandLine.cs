using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;

namespace PlayCount.Cli;

/// <summary>Runs a command line; the one place where a failure becomes one line on stderr and an exit status.</summary>
internal static class CommandLine
{
    public const int Succeeded = 0;
    public const int Failed = 1;
    private const int SignalBase = 128;

    // "@FILE" is the value of an option, never more of the command line.
    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null };

    /// <summary>Gives 0, or 1 with one line on stderr, or 128 + signal (130 for Ctrl+C, 143 for SIGTERM) when stopped.</summary>
    public static async Task<int> RunAsync(RootCommand root, IReadOnlyList<string> args, InvocationConfiguration configuration)
    {
        configuration.EnableDefaultExceptionHandler = false;
        configuration.ProcessTerminationTimeout = null;
        configuration.Error = new ErrorOutput(() => configuration.Error);
        var parsed = root.Parse(args, Parsing);
        if (parsed.Action is ParseErrorAction)
        {
            var errors = string.Join(' ', parsed.Errors.Select(error => error.Message));
            return Fail(configuration, $"{ErrorLine.Flatten(errors)} See: {string.Join(' ', CommandNames(parsed))} --help");
        }

        using var stop = new CancellationTokenSource();
        var signal = 0;
        void Stop(PosixSignalContext context)
        {
            // The first signal asks the work to end; a second one finds no handler left to hold it back.
            context.Cancel = Interlocked.Exchange(ref signal, context.Signal == PosixSignal.SIGINT ? 2 : 15) == 0;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await parsed.InvokeAsync(configuration, stop.Token);
        }
        catch (Exception) when (signal != 0)
        {
            configuration.Error.WriteLine("playcount: stopped.");
            return SignalBase + signal;
        }
        catch (Exception exception)
        {
            return Fail(configuration, ErrorLine.Of(exception));
        }
    }

    private static int Fail(InvocationConfiguration configuration, string line)
    {
        configuration.Error.WriteLine($"playcount: {line}");
        return Failed;
    }

    private static Stack<string> CommandNames(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as CommandResult)
            names.Push(result.Command is RootCommand ? "playcount" : result.Command.Name);
        return names;
    }
}
