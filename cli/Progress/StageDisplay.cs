using PlayCount.Songs;
using Spectre.Console;

namespace PlayCount.Cli.Progress;

/// <summary>
/// Shows each stage of a command on stderr: a bar with rate and time left on a terminal, else plain lines, at most one every
/// two seconds and one at the end.
/// </summary>
internal sealed class StageDisplay
{
    private readonly TextWriter _error;
    private readonly TimeProvider _time;
    private readonly IAnsiConsole? _terminal;

    public StageDisplay(TextWriter error, TimeProvider? time = null)
    {
        _error = TextWriter.Synchronized(error);
        _time = time ?? TimeProvider.System;
        if (error is ErrorOutput { IsConsole: true } && !Console.IsErrorRedirected)
        {
            var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new ErrorTerminal(error) });
            _terminal = console.Profile.Capabilities is { Ansi: true, Interactive: true } ? console : null;
        }
    }

    /// <summary>One line for the person who watches.</summary>
    public void Say(string line) => _error.WriteLine(line);

    /// <summary>Runs a stage and shows how it goes. The progress it hands out may be called from any number of threads.</summary>
    /// <param name="stage">What is done, for example <c>cutting songs</c>.</param>
    /// <param name="unit">What is counted, one of it; a <c>byte</c> is shown in MB (1e6).</param>
    /// <param name="work">The stage.</param>
    public Task<T> RunAsync<T>(string stage, string unit, Func<IProgress<StageProgress>, Task<T>> work) =>
        RunAsync(stage, () => unit, work);

    /// <summary>Runs a stage of which only its reports tell what is counted.</summary>
    public async Task<T> RunAsync<T>(string stage, Func<string> unit, Func<IProgress<StageProgress>, Task<T>> work)
    {
        var rate = new StageRate(unit, _time);
        try
        {
            var result = _terminal is null
                ? await work(new PlainLines(stage, rate, _error, _time))
                : await WithBarAsync(_terminal, stage, rate, work);
            _error.WriteLine($"{stage}: {rate.Finished()}");
            return result;
        }
        catch
        {
            _error.WriteLine($"{stage}: stopped at {rate.Underway()}");
            throw;
        }
    }

    /// <summary>Runs a stage without a result.</summary>
    public Task RunAsync(string stage, string unit, Func<IProgress<StageProgress>, Task> work) => RunAsync(stage, unit, async progress =>
    {
        await work(progress);
        return true;
    });

    /// <summary>Runs a stage that computes and awaits nothing, on a thread of the pool.</summary>
    public Task<T> ComputeAsync<T>(string stage, string unit, Func<IProgress<StageProgress>, T> work) =>
        RunAsync(stage, unit, progress => Task.Run(() => work(progress)));

    private static Task<T> WithBarAsync<T>(
        IAnsiConsole terminal, string stage, StageRate rate, Func<IProgress<StageProgress>, Task<T>> work) =>
        terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new StageRateColumn(rate))
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(stage)), rate)));

    private sealed class Bar(ProgressTask task, StageRate rate) : IProgress<StageProgress>
    {
        private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);
        private readonly Throttle _throttle = new(Between, TimeProvider.System);

        public void Report(StageProgress value)
        {
            rate.Report(value);
            if (!_throttle.IsDue())
                return;
            var (done, total) = rate.Position;
            task.IsIndeterminate = total == 0;
            task.MaxValue = Math.Max(1, total);
            task.Value = done;
        }
    }

    private sealed class PlainLines(string stage, StageRate rate, TextWriter error, TimeProvider time) : IProgress<StageProgress>
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);
        private readonly Throttle _throttle = new(Between, time);

        public void Report(StageProgress value)
        {
            rate.Report(value);
            if (_throttle.IsDue())
                error.WriteLine($"{stage}: {rate.Underway()}");
        }
    }
}
