using System.Buffers.Binary;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// Sorts keys with values that memory does not hold: a buffer's worth at a time is sorted and written, and all are merged at the end.
/// </summary>
/// <param name="scratch">Where the sorted runs go.</param>
/// <param name="bufferBytes">What a run holds at most; the last value may go beyond.</param>
internal sealed class SortedRuns(IndexScratch scratch, int bufferBytes)
{
    private readonly List<Item> _items = [];
    private readonly List<(long Start, long End)> _runs = [];
    private byte[] _buffer = new byte[bufferBytes];
    private int _used;

    /// <summary>Bytes of the longest key.</summary>
    public int LongestKey { get; private set; }

    /// <summary>Takes a key of at most 255 bytes and its value.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_used > 0 && _used + key.Length + value.Length > bufferBytes)
            WriteRun();
        if (_used + key.Length + value.Length > _buffer.Length)
            Array.Resize(ref _buffer, _used + key.Length + value.Length);
        _items.Add(new Item(_used, (byte)key.Length, value.Length));
        key.CopyTo(_buffer.AsSpan(_used));
        value.CopyTo(_buffer.AsSpan(_used + key.Length));
        _used += key.Length + value.Length;
        LongestKey = Math.Max(LongestKey, key.Length);
    }

    /// <summary>Each key once, by its bytes, with the first value that it was given.</summary>
    public IEnumerable<(byte[] Key, byte[] Value)> Merge()
    {
        WriteRun();
        _buffer = [];
        _items.Capacity = 0;
        scratch.Flush();
        var heads = new PriorityQueue<RunReader, (byte[] Key, int Run)>(Comparer<(byte[] Key, int Run)>.Create(
            (a, b) => a.Key.AsSpan().SequenceCompareTo(b.Key) is var order && order != 0 ? order : a.Run.CompareTo(b.Run)));
        foreach (var (run, (start, end)) in _runs.Index())
            Enqueue(heads, new RunReader(scratch.Handle, start, end), run);
        byte[]? last = null;
        while (heads.TryDequeue(out var reader, out var head))
        {
            var value = reader.Value;
            Enqueue(heads, reader, head.Run);
            if (last is not null && head.Key.AsSpan().SequenceEqual(last))
                continue;
            last = head.Key;
            yield return (head.Key, value);
        }
    }

    private static void Enqueue(PriorityQueue<RunReader, (byte[] Key, int Run)> heads, RunReader reader, int run)
    {
        if (reader.TryNext())
            heads.Enqueue(reader, (reader.Key, run));
    }

    private void WriteRun()
    {
        if (_items.Count == 0)
            return;
        // Of one key the value that came first lies first.
        _items.Sort((a, b) => Key(a).SequenceCompareTo(Key(b)) is var order && order != 0 ? order : a.Start.CompareTo(b.Start));
        var start = scratch.Position;
        Span<byte> lengths = stackalloc byte[1 + sizeof(int)];
        foreach (var item in _items)
        {
            lengths[0] = item.KeyBytes;
            BinaryPrimitives.WriteInt32LittleEndian(lengths[1..], item.ValueBytes);
            scratch.Write(lengths);
            scratch.Write(_buffer.AsSpan(item.Start, item.KeyBytes + item.ValueBytes));
        }

        _runs.Add((start, scratch.Position));
        _items.Clear();
        _used = 0;
    }

    private ReadOnlySpan<byte> Key(Item item) => _buffer.AsSpan(item.Start, item.KeyBytes);

    private readonly record struct Item(int Start, byte KeyBytes, int ValueBytes);
}
