using System.Security.Cryptography;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Mapping.Indexing;

/// <summary>
/// Finds the index of an archive beside it or in another folder, and makes it where it is missing, damaged or of another archive.
/// </summary>
/// <param name="archivePath">The archive.</param>
/// <param name="indexFolder">Where the index is; null: beside the archive.</param>
/// <param name="limits">What the archive may ask of the machine.</param>
/// <param name="say">Told on one line what is done that a person may wonder at.</param>
/// <param name="bufferBytes">See <see cref="IndexWriter.BufferBytes"/>.</param>
internal sealed class IndexedArchive(
    string archivePath, string? indexFolder, MappingLimits limits, Action<string> say, int bufferBytes = IndexWriter.BufferBytes)
{
    /// <summary>Ends the name of an index.</summary>
    public const string Ending = ".playcount-index";

    private readonly string _archive = Path.TrimEndingDirectorySeparator(Path.GetFullPath(archivePath));

    /// <summary>Where the index is or will be.</summary>
    public string IndexPath => Path.Combine(
        indexFolder is null ? Path.GetDirectoryName(_archive) ?? _archive : Path.GetFullPath(indexFolder),
        Path.GetFileName(_archive) + Ending);

    /// <summary>The index, which is that of the archive as it is now.</summary>
    /// <param name="progress">Bytes read of a file, twice its length in all where the index has to be made.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="IndexUnwritableException">It has to be made, and cannot be written.</exception>
    /// <exception cref="InvalidDataException">The archive is refused.</exception>
    public MappingIndex Open(IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        limits.Check();
        var bytes = 0L;
        if (!Directory.Exists(_archive))
            MappingArchive.Refusing(archivePath, () => bytes = MappingArchive.Require(archivePath).Length);
        if (!File.Exists(IndexPath))
            IndexScratch.Begin(IndexPath).Dispose(); // where none can be written, the archive is not read for its stamp first
        var stamp = ArchiveStamp.Of(_archive, read => progress?.Report(new StageProgress(read, 2 * bytes)), cancellationToken);
        var index = Find(stamp, cancellationToken) ?? Make(stamp, progress, cancellationToken);
        progress?.Report(new StageProgress(2 * bytes, 2 * bytes));
        return index;
    }

    private MappingIndex? Find(ArchiveStamp stamp, CancellationToken cancellationToken)
    {
        if (!File.Exists(IndexPath))
            return null;
        var why = "it is of another archive, or of this one before it was changed";
        try
        {
            var index = MappingIndex.Open(IndexPath, cancellationToken);
            if (index.Stamp.IsSame(stamp) && index.MaxRecordBytes == limits.MaxRecordBytes)
                return index;
            index.Dispose();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            why = e.Message;
        }

        say($"The mapping index '{IndexPath}' cannot be used and is made again: {why}.");
        return null;
    }

    private MappingIndex Make(ArchiveStamp stamp, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var path = IndexPath;
        using var writer = new IndexWriter(path, limits, bufferBytes, cancellationToken);
        IndexScratch.ClearAbandoned(path);
        MappingArchive.Refusing(archivePath, () =>
        {
            // An index of half of the one archive and half of another would be neither's.
            var read = stamp.IsFolder ? ReadFolder(writer, cancellationToken) : ReadFile(writer, stamp.Size, progress, cancellationToken);
            if (!read.IsSame(stamp))
                throw new InvalidDataException("it was changed while it was read; start again when it is whole.");
        });
        var index = writer.Complete(stamp);
        say(writer.KeptBack == 0
            ? $"The mapping index '{path}' was made: {Counted.Of(index.Records, "record")}, {Counted.Of(index.Bytes, "byte")}."
            : $"The mapping index '{path}' is not kept: {Counted.Of(writer.KeptBack, "record")} could not be read from the disk now, "
                + "or may not be; it is made anew each time until all can be.");
        return index;
    }

    private ArchiveStamp ReadFile(
        IndexWriter writer, long bytes, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        using var file = MappingArchive.OpenFile(_archive, FileOptions.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var hashed = new HashedFile(file, hash);
        MappingArchive.ReadFile(file, hashed, writer, progress is null ? null : new SecondHalf(progress, bytes), cancellationToken);
        return hashed.Stamp(cancellationToken);
    }

    /// <summary>Gives what the folder is when all is read.</summary>
    private ArchiveStamp ReadFolder(IndexWriter writer, CancellationToken cancellationToken)
    {
        var records = 0L;
        foreach (var file in RecordFolder.List(_archive))
        {
            cancellationToken.ThrowIfCancellationRequested();
            limits.CheckEntries(++records);
            if (writer.Wants(file.Name, out var song))
                RecordFolder.TryRead(_archive, song, writer);
        }

        writer.RefuseWithoutRecords();
        return ArchiveStamp.Of(_archive, progress: null, cancellationToken);
    }

    /// <summary>Reading it for its hash was the first half.</summary>
    private sealed class SecondHalf(IProgress<StageProgress> progress, long bytes) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            // Of a zip records are counted, not bytes.
            if (value.Total == bytes)
                progress.Report(new StageProgress(bytes + value.Done, 2 * bytes));
        }
    }
}
