using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PlayCount.Learning.Networks;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>
/// Clips on a device, each set once, whoever asks for it and however often: sets of the same numbers are one. What nobody uses is kept
/// up to a bound, longest unused first to go.
/// </summary>
/// <param name="device">Where the clips are.</param>
/// <param name="keptBytes">Bytes that are kept at most when nobody uses them.</param>
internal sealed class DeviceClips(Device device, long keptBytes) : IDisposable
{
    private readonly Lock _turn = new();
    private readonly List<Table> _tables = [];                              // the one used last is last
    private readonly ConditionalWeakTable<object, string> _prints = [];

    /// <summary>Bytes on the device.</summary>
    public long Bytes
    {
        get
        {
            lock (_turn)
                return _tables.Sum(table => table.Bytes);
        }
    }

    /// <summary>Sets that were uploaded since the beginning.</summary>
    public int Uploads { get; private set; }

    /// <summary>The set on the device; give it back with <see cref="Return"/>.</summary>
    public Table Take<T>(ClipSet<T> clips) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        lock (_turn)
        {
            var print = Print(clips);
            var table = _tables.Find(known => known.Print == print);
            if (table is null)
            {
                Trim(keptBytes - clips.Bytes);
                table = Upload(clips, print);
            }

            _tables.Remove(table);
            _tables.Add(table);
            table.Users++;
            return table;
        }
    }

    /// <summary>Says that a user of the set is through with it.</summary>
    public void Return(Table table)
    {
        lock (_turn)
        {
            table.Users--;
            Trim(keptBytes);
        }
    }

    /// <summary>Drops what nobody uses until all sets take no more than so many bytes.</summary>
    public void KeepUnused(long bytes)
    {
        lock (_turn)
            Trim(bytes);
    }

    public void Dispose()
    {
        lock (_turn)
        {
            foreach (var table in _tables)
                table.Rows.Dispose();
            _tables.Clear();
        }
    }

    private void Trim(long bytes)
    {
        foreach (var unused in _tables.Where(table => table.Users == 0).ToList())
        {
            if (_tables.Sum(table => table.Bytes) <= bytes)
                return;
            _tables.Remove(unused);
            unused.Rows.Dispose();
        }
    }

    private Table Upload<T>(ClipSet<T> clips, string print) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var scope = NewDisposeScope();
        var counts = clips.ClipsPerSong;
        var rows = empty(new long[] { counts.Sum(), clips.Inputs }, dtype: Transfers.KindOf<T>(), device: device);
        var first = new long[counts.Length];
        for (var song = 0; song < counts.Length; song++)
        {
            first[song] = song == 0 ? 0 : first[song - 1] + counts[song - 1];
            using var own = rows.narrow(0, first[song], counts[song]);
            Transfers.Fill(own, clips[song]);
        }

        Uploads++;
        return new Table(rows.DetachFromDisposeScope(), first, print, clips.Bytes);
    }

    /// <summary>Tells sets of other numbers apart; computed once a set of as many songs.</summary>
    private string Print<T>(ClipSet<T> clips) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var songs = FormattableString.Invariant($"{typeof(T).Name} {clips.Inputs} {clips.Count} ");
        if (_prints.TryGetValue(clips, out var known) && known.StartsWith(songs, StringComparison.Ordinal))
            return known;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var count in clips.ClipsPerSong)
            hash.AppendData(BitConverter.GetBytes(count));
        for (var song = 0; song < clips.Count; song++)
            hash.AppendData(MemoryMarshal.AsBytes(clips[song]));
        var print = songs + Convert.ToHexStringLower(hash.GetHashAndReset());
        _prints.AddOrUpdate(clips, print);
        return print;
    }

    /// <summary>A set on the device.</summary>
    /// <param name="rows">Its clips, shape (clips, inputs).</param>
    /// <param name="firstRows">Row of each song's first clip.</param>
    /// <param name="print">Tells it apart.</param>
    /// <param name="bytes">Bytes it takes.</param>
    internal sealed class Table(Tensor rows, long[] firstRows, string print, long bytes)
    {
        public Tensor Rows => rows;

        public long[] FirstRows => firstRows;

        public string Print => print;

        public long Bytes => bytes;

        public int Users { get; set; }
    }
}
