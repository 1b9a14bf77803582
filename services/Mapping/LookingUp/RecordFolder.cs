using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// A mapping archive unpacked into a folder. Each song is asked for at <c>XX/&lt;songId&gt;.json</c> (XX: third and fourth character
/// of the id), then at <c>millionsongdataset_echonest/XX/&lt;songId&gt;.json</c>, then at <c>&lt;songId&gt;.json</c>: a million files
/// are never listed.
/// </summary>
internal static class RecordFolder
{
    private const string TopFolder = "millionsongdataset_echonest";
    private const int DeepestRecord = 2;

    private static readonly EnumerationOptions Deep = new()
    {
        RecurseSubdirectories = true,
        MaxRecursionDepth = DeepestRecord,
        IgnoreInaccessible = true,
    };

    public static void Read(string folder, LookUps lookUps, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        var done = 0;
        var records = 0;
        foreach (var song in lookUps.Songs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (TryRead(folder, song, lookUps))
                records++;
            progress?.Report(new StageProgress(++done, lookUps.Songs.Count));
        }

        if (records == 0)
            RefuseWithoutRecords(folder);
    }

    /// <summary>Every record's file at a depth where one is looked for, in the folder's own order.</summary>
    public static IEnumerable<FileInfo> List(string folder) => new DirectoryInfo(folder).EnumerateFiles("*.json", Deep)
        .Where(file => EntryName.TryGetSong(file.Name, out _));

    /// <summary>Reads the song's record, if there is one.</summary>
    public static bool TryRead(string folder, SongId song, RecordSink lookUps)
    {
        if (Find(folder, song) is not { } file)
            return false;
        ReadRecord(file, song, lookUps);
        return true;
    }

    private static FileInfo? Find(string folder, SongId song)
    {
        var name = EntryName.Of(song);
        string[] places = song.Value.Length < 4
            ? [name]
            : [Path.Combine(song.Value[2..4], name), Path.Combine(TopFolder, song.Value[2..4], name), name];
        foreach (var place in places)
        {
            var file = new FileInfo(Path.Combine(folder, place));
            if (!file.Exists && file.LinkTarget is null)
                continue;
            RefuseLinks(folder, place);
            return file;
        }

        return null;
    }

    /// <summary>The folder itself may be a link; what is in it may not, as in an archive file.</summary>
    private static void RefuseLinks(string folder, string place)
    {
        for (var part = place; part.Length > 0; part = Path.GetDirectoryName(part) ?? "")
        {
            if (new FileInfo(Path.Combine(folder, part)).LinkTarget is not null)
                throw new InvalidDataException($"its '{part}' is a symbolic link; files and folders are needed.");
        }
    }

    private static void ReadRecord(FileInfo file, SongId song, RecordSink lookUps)
    {
        // Pipes and devices have no length either: they are not opened.
        var length = file.Length;
        if (length == 0)
            lookUps.Read(song, ReadOnlyMemory<byte>.Empty);
        else if (!lookUps.IsTooLong(song, length))
            ReadBytes(file, (int)length, song, lookUps);
    }

    private static void ReadBytes(FileInfo file, int length, SongId song, RecordSink lookUps)
    {
        try
        {
            using var stream = file.OpenRead();
            var bytes = new byte[length];
            stream.ReadExactly(bytes);
            lookUps.Read(song, bytes);
        }
        catch (UnauthorizedAccessException)
        {
            lookUps.KeepBack(song, "the record may not be read: permission denied");
        }
        catch (IOException)
        {
            lookUps.KeepBack(song, "the record could not be read from its disk");
        }
    }

    private static void RefuseWithoutRecords(string folder)
    {
        if (!List(folder).Any())
        {
            throw new InvalidDataException(
                $"the folder holds no record: XX/<songId>.json is needed, XX the id's 3rd and 4th character, there or in {TopFolder}/.");
        }
    }
}
