using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// Makes an index: takes every record of an archive, then writes the answers by song id. Memory holds one buffer's worth of answers, 64
/// KiB for
/// each run, and 12 bytes for each song that may be a candidate.
/// </summary>
internal sealed class IndexWriter : RecordSink, IDisposable
{
    /// <summary>Answers that are sorted at a time, in bytes: 64 MiB.</summary>
    public const int BufferBytes = 64 << 20;

    private readonly MemoryStream _answer = new();
    private readonly BinaryWriter _answerWriter;
    private readonly string _path;
    private readonly IndexScratch _runsFile;
    private readonly SortedRuns _runs;
    private readonly CancellationToken _cancellationToken;

    /// <param name="path">Where the index shall be.</param>
    /// <param name="limits">What the archive may ask of the machine.</param>
    /// <param name="bufferBytes">See <see cref="BufferBytes"/>.</param>
    /// <param name="cancellationToken">Stops the merging.</param>
    /// <exception cref="IndexUnwritableException">The folder may not be written.</exception>
    public IndexWriter(string path, MappingLimits limits, int bufferBytes, CancellationToken cancellationToken) : base(limits)
    {
        (_path, _cancellationToken) = (path, cancellationToken);
        _answerWriter = new BinaryWriter(_answer, Encoding.UTF8);
        _runsFile = IndexScratch.Begin(path);
        _runs = new SortedRuns(_runsFile, bufferBytes);
    }

    /// <summary>Writes the index of what was taken, and gives it its name unless records were kept back.</summary>
    /// <param name="stamp">What the archive is.</param>
    /// <returns>The index that was written, whatever stands under its name by now.</returns>
    /// <exception cref="IndexUnwritableException">It cannot be written.</exception>
    public MappingIndex Complete(ArchiveStamp stamp)
    {
        using var index = IndexScratch.Begin(_path);
        using var keys = IndexScratch.Begin(_path);
        index.Write(new byte[IndexHeader.Bytes]);
        var (records, titles) = WriteAnswers(index, keys);
        var keysAt = index.Position;
        Append(index, keys);
        var titlesAt = index.Position;
        WriteTitles(index, titles);
        var header = new IndexHeader(
            _runs.LongestKey, Limits.MaxRecordBytes, records, titles.Count, keysAt, titlesAt, index.Position, stamp);
        Seal(index, header);
        return Keep(index);
    }

    public void Dispose()
    {
        _runsFile.Dispose();
        _answerWriter.Dispose();
    }

    protected override bool Wants(SongId song) => true;

    protected override void Add(ArchiveAnswer answer)
    {
        _answer.SetLength(0);
        IndexedAnswer.Write(_answerWriter, answer);
        _answerWriter.Flush();
        _runs.Add(Encoding.ASCII.GetBytes(answer.Mapping.Song.Value), _answer.GetBuffer().AsSpan(0, (int)_answer.Length));
    }

    /// <summary>Opens the index before it has the name that others may write under too.</summary>
    private MappingIndex Keep(IndexScratch written)
    {
        var index = MappingIndex.Open(written.Name, _cancellationToken);
        try
        {
            if (KeptBack == 0)
                written.Keep(_path);
            return index;
        }
        catch
        {
            index.Dispose();
            throw;
        }
    }

    private (long Records, List<(ulong Hash, int Record)> Titles) WriteAnswers(IndexScratch index, IndexScratch keys)
    {
        var (records, titles) = (0L, new List<(ulong, int)>());
        var entry = new byte[_runs.LongestKey + IndexHeader.PlaceBytes];
        foreach (var (key, value) in _runs.Merge())
        {
            _cancellationToken.ThrowIfCancellationRequested();
            entry.AsSpan().Clear();
            key.CopyTo(entry, 0);
            BinaryPrimitives.WriteInt64LittleEndian(entry.AsSpan(_runs.LongestKey), index.Position);
            BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(_runs.LongestKey + sizeof(long)), value.Length);
            keys.Write(entry);
            index.Write(value);
            var song = SongId.Parse(Encoding.ASCII.GetString(key));
            if (IndexedAnswer.TitleHash(IndexedAnswer.Read(song, value).Mapping) is { } hash)
                titles.Add((hash, (int)records));
            records++;
        }

        return (records, titles);
    }

    private static void WriteTitles(IndexScratch index, List<(ulong Hash, int Record)> titles)
    {
        titles.Sort();
        Span<byte> entry = stackalloc byte[IndexHeader.TitleBytes];
        foreach (var (hash, record) in titles)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(entry, hash);
            BinaryPrimitives.WriteInt32LittleEndian(entry[sizeof(ulong)..], record);
            index.Write(entry);
        }
    }

    private static void Append(IndexScratch index, IndexScratch other)
    {
        other.Flush();
        var buffer = new byte[1 << 20];
        var at = 0L;
        for (int read; (read = RandomAccess.Read(other.Handle, buffer, at)) > 0; at += read)
            index.Write(buffer.AsSpan(0, read));
    }

    /// <summary>Puts the header in, with the checksum of everything else.</summary>
    private static void Seal(IndexScratch index, IndexHeader header)
    {
        index.Flush();
        var bytes = header.ToBytes();
        IndexUnwritableException.Tell(() => RandomAccess.Write(index.Handle, bytes, 0));
        var checksum = IndexChecksum.Of(index.Handle, header.Length, CancellationToken.None);
        checksum.CopyTo(bytes, IndexHeader.ChecksumAt);
        IndexUnwritableException.Tell(() => RandomAccess.Write(index.Handle, bytes, 0));
    }
}

/// <summary>The checksum of an index: SHA-256 of all of its bytes but the checksum's own.</summary>
internal static class IndexChecksum
{
    private const int BufferBytes = 1 << 20;

    public static byte[] Of(Microsoft.Win32.SafeHandles.SafeFileHandle file, long length, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (long at = 0, read; at < length && (read = RandomAccess.Read(file, buffer, at)) > 0; at += read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (at == 0)
                buffer.AsSpan(IndexHeader.ChecksumAt, IndexHeader.ChecksumBytes).Clear();
            hash.AppendData(buffer.AsSpan(0, (int)read));
        }

        return hash.GetHashAndReset();
    }
}
