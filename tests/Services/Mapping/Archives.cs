using System.Formats.Tar;
using System.IO.Compression;
using ICSharpCode.SharpZipLib.BZip2;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>A file of an archive that is to be made.</summary>
internal readonly record struct ArchiveFile(string Name, byte[] Content);

/// <summary>A folder of its own that is gone when the test is; archives are made in it by the runtime's writers.</summary>
internal sealed class Archives : IDisposable
{
    public const string TopFolder = "millionsongdataset_echonest";

    public static readonly string[] Kinds = ["folder", "tar", "tar.gz", "tar.bz2", "zip"];

    public string Folder { get; } = Directory.CreateTempSubdirectory("playcount-mapping-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    public string Save(string name, byte[] bytes)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The files as an archive of one of <see cref="Kinds"/>; gives its path.</summary>
    public string Make(string kind, params IReadOnlyCollection<ArchiveFile> files)
    {
        if (kind != "folder")
            return Save("mapping." + kind, Bytes(kind, files));
        foreach (var file in files)
            Save(Path.Combine("unpacked", file.Name), file.Content);
        return Path.Combine(Folder, "unpacked");
    }

    public static byte[] Bytes(string kind, IReadOnlyCollection<ArchiveFile> files) => kind switch
    {
        "tar" => Tar(files),
        "tar.gz" => Gzip(Tar(files)),
        "tar.bz2" => BZip2(Tar(files)),
        "zip" => Zip(files),
        _ => throw new ArgumentException($"'{kind}' is no kind of archive."),
    };

    public static ArchiveFile Record(SongId song, string json) => new(Place(song), Records.Utf8(json));

    public static string Place(SongId song) => $"{TopFolder}/{song.Value[2..4]}/{song}.json";

    public static byte[] Tar(IEnumerable<ArchiveFile> files, TarEntryFormat format = TarEntryFormat.Gnu) => Tar(format, writer =>
    {
        foreach (var file in files)
            writer.WriteEntry(Entry(file, format));
    });

    public static byte[] Tar(TarEntryFormat format, Action<TarWriter> write)
    {
        var bytes = new MemoryStream();
        using (var writer = new TarWriter(bytes, format, leaveOpen: true))
            write(writer);
        return bytes.ToArray();
    }

    public static TarEntry Entry(ArchiveFile file, TarEntryFormat format)
    {
        TarEntry entry = format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, file.Name),
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, file.Name),
            TarEntryFormat.Pax => new PaxTarEntry(TarEntryType.RegularFile, file.Name),
            _ => new GnuTarEntry(TarEntryType.RegularFile, file.Name),
        };
        entry.ModificationTime = DateTimeOffset.UnixEpoch;
        entry.DataStream = new MemoryStream(file.Content);
        return entry;
    }

    public static byte[] Gzip(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var packer = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            packer.Write(content);
        return bytes.ToArray();
    }

    public static byte[] BZip2(byte[] content)
    {
        var bytes = new MemoryStream();
        using (var packer = new BZip2OutputStream(bytes, 1) { IsStreamOwner = false })
            packer.Write(content);
        return bytes.ToArray();
    }

    public static byte[] Zip(IEnumerable<ArchiveFile> files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in files)
            {
                var entry = zip.CreateEntry(file.Name);
                entry.LastWriteTime = new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(file.Content);
            }
        }

        return bytes.ToArray();
    }

    public static IReadOnlyList<SongMapping> LookUp(string path, params IReadOnlyCollection<SongId> songs) =>
        LookUp(path, new MappingLimits(), songs);

    public static IReadOnlyList<SongMapping> LookUp(string path, MappingLimits limits, params IReadOnlyCollection<SongId> songs) =>
        MappingArchive.LookUp(path, songs, limits, null, TestContext.Current.CancellationToken);

    public static void AssertRefused(string seen, string path, MappingLimits? limits = null) =>
        Assert.Contains(seen, Refusal(path, limits), StringComparison.Ordinal);

    /// <summary>The message with which an archive is refused: one line that names the archive.</summary>
    public static string Refusal(string path, MappingLimits? limits = null)
    {
        var error = Assert.Throws<InvalidDataException>(() => LookUp(path, limits ?? new MappingLimits(), Records.Song));
        Assert.StartsWith($"Mapping archive '{path}': ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
        return error.Message;
    }
}
