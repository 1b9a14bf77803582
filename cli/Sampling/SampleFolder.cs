using System.Globalization;

namespace PlayCount.Cli.Sampling;

/// <summary>The folder a sample goes to. An earlier sample in it is replaced; anything else is left alone, with an error.</summary>
internal sealed class SampleFolder
{
    private const string Mark = "PlayCount sample";
    private readonly string _path;

    private SampleFolder(string path) => _path = path;

    public string Triplets => Path.Combine(_path, "triplets.tsv");

    public string Mapping => Path.Combine(_path, "mapping");

    public string Music => Path.Combine(_path, "music");

    public string Truth => Path.Combine(_path, "truth.json");

    private string ReadMe => Path.Combine(_path, "README.txt");

    /// <summary>Refuses music that lies in the folder to be made: replacing an earlier sample would remove it.</summary>
    public static void RefuseInside(string path, string music)
    {
        var inner = Path.GetRelativePath(Path.GetFullPath(path), Path.GetFullPath(music));
        if (inner != ".." && !inner.StartsWith($"..{Path.DirectorySeparatorChar}", StringComparison.Ordinal) && !Path.IsPathRooted(inner))
            throw new IOException($"The music in '{music}' lies inside '{path}', which is to be replaced: give another --out.");
    }

    /// <summary>Makes the folder ready: empty but for a README.txt that marks it.</summary>
    /// <exception cref="IOException">It holds something else than a sample.</exception>
    public static SampleFolder Prepare(string path, string readMe)
    {
        var folder = new SampleFolder(Path.GetFullPath(path));
        if (File.Exists(folder._path))
            throw new IOException($"'{path}' is a file; --out takes a folder.");
        if (Directory.Exists(folder._path) && Directory.EnumerateFileSystemEntries(folder._path).Any())
            folder.Clear(path);
        Directory.CreateDirectory(folder._path);
        File.WriteAllText(folder.ReadMe, $"{Mark}\n\n{readMe}");
        return folder;
    }

    public void WriteTriplets(IEnumerable<Listened> rows)
    {
        using var writer = new StreamWriter(Triplets) { NewLine = "\n" };
        foreach (var row in rows)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.UserId}\t{row.SongId}\t{row.Plays}"));
    }

    /// <summary>Written last: a folder without it is an unfinished sample.</summary>
    public void WriteTruth(SampleTruth truth) => File.WriteAllText(Truth, truth.ToJson());

    private void Clear(string asked)
    {
        if (!File.Exists(ReadMe) || File.ReadLines(ReadMe).FirstOrDefault() != Mark)
            throw new IOException($"'{asked}' is not empty and holds no sample: nothing in it was touched. Give an empty or new folder.");
        foreach (var folder in new[] { Music, Mapping })
        {
            if (new DirectoryInfo(folder).LinkTarget is not null)
                throw new IOException($"'{folder}' is a link, and what it leads to is no sample: nothing was touched. Give another --out.");
        }

        File.Delete(Truth);
        File.Delete(Triplets);
        var records = Path.Combine(Mapping, MappingRecords.Root);
        if (Directory.Exists(records))
            Directory.Delete(records, recursive: true);
        if (Directory.Exists(Music))
        {
            foreach (var song in Directory.EnumerateFiles(Music, "*.wav"))
                File.Delete(song);
        }
    }
}
