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
        ArgumentException.ThrowIfNullOrEmpty(archivePath);
        ArgumentNullException.ThrowIfNull(songs);
        ArgumentNullException.ThrowIfNull(limits);
        limits.Check();
        var lookUps = new LookUps(songs, limits);

        try
        {
            if (Directory.Exists(archivePath))
                RecordFolder.Read(archivePath, lookUps, progress, cancellationToken);
            else
                ReadFile(archivePath, lookUps, progress, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"Mapping archive '{archivePath}': {e.Message}", e);
        }

        return lookUps.Rows();
    }

    private static void ReadFile(string path, LookUps lookUps, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"There is no mapping archive '{path}'; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.", path);
        }

        // A pipe or device has no length either, and opening it could wait for ever.
        if (new FileInfo(path).Length == 0)
            throw new InvalidDataException("it has 0 bytes; a folder, .tar, .tar.gz, .tar.bz2 or .zip is needed.");

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var format = ArchiveFormats.Recognise(file);
        using var packed = new BufferedStream(file, BufferBytes);
        if (format == ArchiveFormat.Zip)
        {
            ZipRecords.Read(packed, lookUps, progress, cancellationToken);
            return;
        }

        using var unpacked = ArchiveFormats.Unpack(packed, format);
        TarRecords.Read(new UnpackedBytes(unpacked, file, lookUps.Limits, progress, cancellationToken), lookUps);
        progress?.Report(new StageProgress(file.Length, file.Length));
    }
}
