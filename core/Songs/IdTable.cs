using System.Runtime.InteropServices;

namespace PlayCount.Songs;

/// <summary>
/// Ids numbered 0, 1, 2 .. in order of first appearance. Their bytes lie side by side, without an object for each: there are millions.
/// </summary>
public sealed class IdTable
{
    private const int ChunkBytes = 1 << 20;
    private const int MaxIdBytes = 1 << 10;
    private const int FirstSlots = 1 << 10;

    private readonly List<byte[]> _chunks = [];
    private readonly List<Entry> _entries = [];
    private int _chunkUsed = ChunkBytes;
    private int[] _slots = new int[FirstSlots]; // index + 1; 0 is free
    private int _last = -1;

    /// <summary>Number of ids.</summary>
    public int Count => _entries.Count;

    /// <summary>The bytes of an id.</summary>
    public ReadOnlySpan<byte> this[int index]
    {
        get
        {
            var entry = _entries[index];
            return _chunks[entry.Chunk].AsSpan(entry.Offset, entry.Length);
        }
    }

    /// <summary>The number of an id, given to it now when it is new.</summary>
    /// <exception cref="ArgumentException">The id has more than 1,024 bytes.</exception>
    public int GetOrAdd(ReadOnlySpan<byte> id)
    {
        if (IsLast(id))
            return _last;

        var hash = Hash(id);
        var slot = FindSlot(id, hash);
        return _last = _slots[slot] > 0 ? _slots[slot] - 1 : Add(id, hash, slot);
    }

    /// <summary>The number of an id, or -1 when it is unknown.</summary>
    public int Find(ReadOnlySpan<byte> id) => IsLast(id) ? _last : _last = _slots[FindSlot(id, Hash(id))] - 1;

    // Files are mostly sorted by user: the last one asked for is the next one.
    private bool IsLast(ReadOnlySpan<byte> id) => _last >= 0 && this[_last].SequenceEqual(id);

    private static int Hash(ReadOnlySpan<byte> id)
    {
        // Seeded a process, so that no file can be made to collide; the numbering does not depend on it.
        var hash = new HashCode();
        hash.AddBytes(id);
        return hash.ToHashCode();
    }

    private int FindSlot(ReadOnlySpan<byte> id, int hash)
    {
        var mask = _slots.Length - 1;
        var entries = CollectionsMarshal.AsSpan(_entries);
        for (var slot = hash & mask; ; slot = (slot + 1) & mask)
        {
            var index = _slots[slot] - 1;
            if (index < 0)
                return slot;
            ref readonly var entry = ref entries[index];
            if (entry.Hash == hash && _chunks[entry.Chunk].AsSpan(entry.Offset, entry.Length).SequenceEqual(id))
                return slot;
        }
    }

    private int Add(ReadOnlySpan<byte> id, int hash, int slot)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(id.Length, MaxIdBytes);
        if (_chunkUsed + id.Length > ChunkBytes)
        {
            _chunks.Add(new byte[ChunkBytes]);
            _chunkUsed = 0;
        }

        id.CopyTo(_chunks[^1].AsSpan(_chunkUsed));
        _entries.Add(new Entry(hash, _chunks.Count - 1, _chunkUsed, id.Length));
        _chunkUsed += id.Length;
        _slots[slot] = _entries.Count;
        if (_entries.Count > _slots.Length / 2)
            Grow();
        return _entries.Count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var index = 0; index < _entries.Count; index++)
        {
            var slot = _entries[index].Hash & mask;
            while (_slots[slot] > 0)
                slot = (slot + 1) & mask;
            _slots[slot] = index + 1;
        }
    }

    private readonly record struct Entry(int Hash, int Chunk, int Offset, int Length);
}
