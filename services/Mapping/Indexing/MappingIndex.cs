using System.Buffers.Binary;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Mapping.Indexing;

/// <summary>An index of a mapping archive, found whole and searched by halves; memory holds one answer at a time.</summary>
internal sealed class MappingIndex : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly IndexHeader _header;

    private MappingIndex(SafeFileHandle file, IndexHeader header) => (_file, _header) = (file, header);

    /// <summary>What the archive was that it is of.</summary>
    public ArchiveStamp Stamp => _header.Stamp;

    /// <summary>The limit by which records were unreadable.</summary>
    public int MaxRecordBytes => _header.MaxRecordBytes;

    public long Records => _header.Records;

    public long Bytes => _header.Length;

    /// <summary>Opens an index and reads it whole, to see that no byte of it has changed.</summary>
    /// <exception cref="InvalidDataException">It is damaged or of another version; the message is a clause.</exception>
    /// <exception cref="IOException">It cannot be read, or is not there.</exception>
    public static MappingIndex Open(string path, CancellationToken cancellationToken)
    {
        var file = File.OpenHandle(path, share: FileShare.Read | FileShare.Delete, options: FileOptions.RandomAccess);
        try
        {
            var bytes = new byte[IndexHeader.Bytes];
            var header = IndexHeader.Parse(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)), RandomAccess.GetLength(file));
            var stored = bytes.AsSpan(IndexHeader.ChecksumAt, IndexHeader.ChecksumBytes);
            return IndexChecksum.Of(file, header.Length, cancellationToken).AsSpan().SequenceEqual(stored)
                ? new MappingIndex(file, header)
                : throw new InvalidDataException("its bytes are not those of its checksum");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What the archive says of a song, as one pass over it would.</summary>
    public ArchiveAnswer Find(SongId song)
    {
        var key = new byte[_header.KeyBytes];
        if (song.Value.Length > key.Length)
            return Missing(song);
        Encoding.ASCII.GetBytes(song.Value, key);
        var entry = new byte[_header.EntryBytes];
        var (low, high) = (0L, _header.Records - 1);
        while (low <= high)
        {
            var middle = low + (high - low) / 2;
            ReadEntry(middle, entry);
            switch (key.AsSpan().SequenceCompareTo(entry.AsSpan(0, key.Length)))
            {
                case 0:
                    return Answer(song, entry);
                case < 0:
                    high = middle - 1;
                    break;
                default:
                    low = middle + 1;
                    break;
            }
        }

        return Missing(song);
    }

    /// <summary>The mapped songs whose artist and title have this hash, by id, ordinal; those of another name may be among them.</summary>
    public IReadOnlyList<SongMapping> WithTitle(ulong hash)
    {
        var (low, high) = (0L, _header.Titles);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (Title(middle).Hash < hash)
                low = middle + 1;
            else
                high = middle;
        }

        var found = new List<SongMapping>();
        for (; low < _header.Titles && Title(low) is var title && title.Hash == hash; low++)
            found.Add(Record(title.Record));
        return found;
    }

    /// <summary>The hashes that several mapped songs have, each once, ascending.</summary>
    public IEnumerable<ulong> RepeatedTitles()
    {
        const int Chunk = 4_096;
        var buffer = new byte[Chunk * IndexHeader.TitleBytes];
        ulong? last = null;
        var isTold = false;
        for (var at = 0L; at < _header.Titles; at += Chunk)
        {
            var entries = (int)Math.Min(Chunk, _header.Titles - at);
            ReadExactly(buffer.AsSpan(0, entries * IndexHeader.TitleBytes), _header.TitlesAt + at * IndexHeader.TitleBytes);
            for (var i = 0; i < entries; i++)
            {
                var hash = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(i * IndexHeader.TitleBytes));
                if (hash == last && !isTold)
                    yield return hash;
                isTold = hash == last;
                last = hash;
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static ArchiveAnswer Missing(SongId song) => new(SongRecord.Missing(song), []);

    private (ulong Hash, int Record) Title(long place)
    {
        Span<byte> entry = stackalloc byte[IndexHeader.TitleBytes];
        ReadExactly(entry, _header.TitlesAt + place * IndexHeader.TitleBytes);
        return (BinaryPrimitives.ReadUInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[sizeof(ulong)..]));
    }

    private SongMapping Record(int record)
    {
        var entry = new byte[_header.EntryBytes];
        ReadEntry(record, entry);
        var song = SongId.Parse(Encoding.ASCII.GetString(entry.AsSpan(0, _header.KeyBytes).TrimEnd((byte)0)));
        return Answer(song, entry).Mapping;
    }

    private ArchiveAnswer Answer(SongId song, ReadOnlySpan<byte> entry)
    {
        var place = entry[_header.KeyBytes..];
        var bytes = new byte[BinaryPrimitives.ReadInt32LittleEndian(place[sizeof(long)..])];
        ReadExactly(bytes, BinaryPrimitives.ReadInt64LittleEndian(place));
        return IndexedAnswer.Read(song, bytes);
    }

    private void ReadEntry(long record, Span<byte> entry) => ReadExactly(entry, _header.KeysAt + record * _header.EntryBytes);

    private void ReadExactly(Span<byte> bytes, long at)
    {
        for (int read; bytes.Length > 0; bytes = bytes[read..], at += read)
        {
            if ((read = RandomAccess.Read(_file, bytes, at)) == 0)
                throw new InvalidDataException("The mapping index was cut short while it was read; start again, and it is made anew.");
        }
    }
}
