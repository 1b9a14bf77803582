using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace PlayCount.Services.Tests.Inference;

/// <summary>What was logged, to be looked at and to be waited for.</summary>
internal sealed class LoggedEvents : ILoggerProvider
{
    private readonly Channel<(int Id, string Text)> _new = Channel.CreateUnbounded<(int, string)>();

    public ConcurrentQueue<(int Id, string Text)> All { get; } = [];

    /// <summary>The text of the next event of that id, which may have been logged before.</summary>
    public async Task<string> NextAsync(int id, CancellationToken cancellationToken)
    {
        await foreach (var (seen, text) in _new.Reader.ReadAllAsync(cancellationToken))
        {
            if (seen == id)
                return text;
        }

        throw new InvalidOperationException("The log never ends.");
    }

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private sealed class Logger(LoggedEvents all) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var logged = (eventId.Id, formatter(state, exception));
            all.All.Enqueue(logged);
            all._new.Writer.TryWrite(logged);
        }
    }
}
