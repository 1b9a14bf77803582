using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the resources print.</summary>
public class ResourceLoggerService
{
    /// <summary>How many of a resource's lines are kept for those who ask later.</summary>
    private const int KeptLines = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Log> _logs = new(StringComparer.OrdinalIgnoreCase);

    internal ResourceLoggerService()
    {
    }

    /// <summary>The lines of a resource, those it printed before first; ends with the resource.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(resource.Name);
    }

    /// <summary>The lines of the resource of this name, those it printed before first; ends with the resource.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => Lines(resourceName);

    internal void Add(string resourceName, string content, bool isErrorMessage)
    {
        lock (_lock)
        {
            var log = Of(resourceName);
            var line = new LogLine(++log.Count, content, isErrorMessage);
            log.Last.Enqueue(line);
            if (log.Last.Count > KeptLines)
                log.Last.Dequeue();
            foreach (var watcher in log.Watchers)
                watcher.TryWrite([line]);
        }
    }

    internal void Complete(string resourceName)
    {
        lock (_lock)
        {
            var log = Of(resourceName);
            log.IsComplete = true;
            foreach (var watcher in log.Watchers)
                watcher.TryComplete();
        }
    }

    /// <summary>The resource is started again: its lines go on.</summary>
    internal void Reopen(string resourceName)
    {
        lock (_lock)
            Of(resourceName).IsComplete = false;
    }

    internal IReadOnlyList<string> LastLines(string resourceName, int count)
    {
        lock (_lock)
            return [.. Of(resourceName).Last.TakeLast(count).Select(line => line.Content)];
    }

    private async IAsyncEnumerable<IReadOnlyList<LogLine>> Lines(
        string resourceName, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<IReadOnlyList<LogLine>>();
        lock (_lock)
        {
            var log = Of(resourceName);
            if (log.Last.Count > 0)
                channel.Writer.TryWrite([.. log.Last]);
            if (log.IsComplete)
                channel.Writer.TryComplete();
            else
                log.Watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var lines in channel.Reader.ReadAllAsync(cancellationToken))
                yield return lines;
        }
        finally
        {
            lock (_lock)
                Of(resourceName).Watchers.Remove(channel.Writer);
        }
    }

    private Log Of(string resourceName)
    {
        if (!_logs.TryGetValue(resourceName, out var log))
            _logs.Add(resourceName, log = new Log());
        return log;
    }

    private sealed class Log
    {
        public int Count { get; set; }

        public bool IsComplete { get; set; }

        public Queue<LogLine> Last { get; } = new();

        public List<ChannelWriter<IReadOnlyList<LogLine>>> Watchers { get; } = [];
    }
}
