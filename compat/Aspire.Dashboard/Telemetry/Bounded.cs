namespace Aspire.Dashboard.Telemetry;

/// <summary>The newest entries, up to a number of them and to a number of bytes; older ones go. Its owner locks it.</summary>
/// <param name="maxCount">How many.</param>
/// <param name="maxBytes">How many bytes, as they were sent.</param>
/// <param name="onGone">Told of every entry that goes.</param>
internal sealed class Bounded<T>(int maxCount, long maxBytes, Action<T>? onGone = null)
{
    private readonly Queue<(T Entry, int Bytes)> _entries = new();
    private long _bytes;

    /// <summary>Oldest first.</summary>
    public IEnumerable<T> Entries => _entries.Select(entry => entry.Entry);

    public void Add(T entry, int bytes)
    {
        _entries.Enqueue((entry, bytes));
        _bytes += bytes;
        while (_entries.Count > maxCount || _bytes > maxBytes)
        {
            var (oldest, size) = _entries.Dequeue();
            _bytes -= size;
            onGone?.Invoke(oldest);
        }
    }
}
