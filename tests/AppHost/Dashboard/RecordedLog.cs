using System.Text.RegularExpressions;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>What an AppHost logs.</summary>
internal sealed class RecordedLog : ILoggerProvider, ILogger
{
    private readonly Channel<string> _arrived = Channel.CreateUnbounded<string>();
    private readonly List<string> _lines = [];

    /// <summary>Waits for a line that is as wanted; gives it.</summary>
    public async Task<string> UntilAsync(string pattern)
    {
        while (true)
        {
            if (_lines.Find(line => Regex.IsMatch(line, pattern)) is { } found)
                return found;
            _lines.Add(await _arrived.Reader.ReadAsync(TestContext.Current.CancellationToken));
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _arrived.Writer.TryWrite(formatter(state, exception));

    public void Dispose()
    {
    }
}
