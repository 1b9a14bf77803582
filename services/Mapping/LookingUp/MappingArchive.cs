using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// The mapping archive: one JSON record a song, named <c>&lt;songId&gt;.json</c>, as a folder, .tar, .tar.gz, .tar.bz2 or .zip. What
/// the file is, its first bytes say, not its name.
/// </summary>
/// <remarks>
/// A record is found by its file name at any depth; of several records of one song the first counts. A folder is asked at
/// the places of <see cref="RecordFolder"/> instead. An archive file is read once, from front to end (a zip: its directory, then the
/// records asked for), and nothing is unpacked to disk.
/// </remarks>
public static class MappingArchive
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Looks songs up.</summary>
    /// <param name="archivePath">The folder or file.</param>
    /// <param name="songs">The songs wanted.</param>
    /// <param name="limits">What the archive may ask of the machine.</param>
    /// <param name="progress">Bytes of a .tar, .tar.gz or .tar.bz2 file; songs of a folder or .zip.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    /// <returns>One row for each distinct song, by song id, ordinal. Reasons in it name no path.</returns>
    /// <exception cref="FileNotFoundException">There is neither a folder nor a file of that path.</exception>
    /// <exception cref="InvalidDataException">
    /// The archive is refused whole: no archive of these kinds, damaged or cut off, without a single record, over a limit, or with an
    /// entry that is a link, a device or named by an absolute path or with <c>..</c>.
    /// </exception>
    public static IReadOnlyList<SongMapping> LookUp(
        string archivePath,
        IReadOnlyCollection<SongId> songs,
        MappingLimits limits,
        IProgress<StageProgress>? progress,
        CancellationToken cancellationToken)
    {
        return [.. Answers(archivePath, songs, limits, progress, cancellationToken).Select(answer => answer.Mapping)];
    }

    /// <summary>The same with the ids in other catalogs.</summary>
    /// <inheritdoc cref="LookUp" path="/param"/>
    /// <inheritdoc cref="LookUp" path="/exception"/>
    internal static IReadOnlyList<ArchiveAnswer> Answers(
        string archivePath,
        IReadOnlyCollection<SongId> songs,
        MappingLimits limits,
        IProgress<StageProgress>? progress,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(archivePath);
        ArgumentNullException.ThrowIfNull(songs);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Check();
        var lookUps = new LookUps(songs, limits);
        Refusing(archivePath, () =>
        {
            if (Directory.Exists(archivePath))
            {
                RecordFolder.Read(archivePath, lookUps, progress, cancellationToken);
                return;
            }

            using var file = OpenFile(archivePath, FileOptions.None);
            ReadFile(file, file, lookUps, progress, cancellationToken);
        });
        return lookUps.Rows();
    }

    /// <summary>Puts the archive's path before what is said of its content.</summary>
    internal static void Refusing(string archivePath, Action read)
    {
        try
        {
            read();
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Mapping archive '{archivePath}': {e.Message}", e);
        }
    }

    /// <summary>Gives all records of an archive file that the sink wants, in the order of the file.</summary>
    /// <param name="file">The file, at its start.</param>
    /// <param name="bytes">What its bytes are read through; closed at the end.</param>
    /// <param name="lookUps">The sink.</param>
    /// <param name="progress">Bytes of a .tar, .tar.gz or .tar.bz2 file; records of a .zip.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal static void ReadFile(
        FileStream file, Stream bytes, RecordSink lookUps, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var format = ArchiveFormats.Recognise(file);
        using var packed = new BufferedStream(bytes, BufferBytes);
        if (format == ArchiveFormat.Zip)
        {
            ZipRecords.Read(packed, lookUps, progress, cancellationToken);
            return;
        }

        using var unpacked = ArchiveFormats.Unpack(packed, format);
        TarRecords.Read(new UnpackedBytes(unpacked, file, lookUps.Limits, progress, cancellationToken), lookUps);
        progress?.Report(new StageProgress(file.Length, file.Length));
    }

    /// <summary>Opens an archive file.</summary>
    /// <exception cref="FileNotFoundException">There is none of that path.</exception>
    /// <exception cref="InvalidDataException">It is empty.</exception>
    internal static FileStream OpenFile(string path, FileOptions options)
    {
        Require(path);
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, options);
    }

    /// <inheritdoc cref="OpenFile" path="/exception"/>
    internal static FileInfo Require(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no mapping archive '{path}'; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.", path);
        }

        // A pipe or device has no length either, and opening it could wait for ever.
        var file = PlainFile.Follow(path);
        return file.Length > 0
            ? file
            : throw new InvalidDataException("it has 0 bytes; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.");
    }
}
