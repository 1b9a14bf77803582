using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>A folder of audio files, listed once and asked by id.</summary>
internal sealed class AudioFolder
{
    /// <summary>Of several files of one name the first in this order is taken: what loses nothing comes before what does.</summary>
    public static IReadOnlyList<string> Extensions { get; } = ["wav", "flac", "aiff", "aif", "ogg", "oga", "opus", "mp3"];

    private readonly Dictionary<string, FileSystemInfo> _entries;

    private AudioFolder(string realPath, Dictionary<string, FileSystemInfo> entries) => (RealPath, _entries) = (realPath, entries);

    /// <summary>The folder's path without any link in it.</summary>
    public string RealPath { get; }

    /// <summary>Lists a folder, without its subfolders.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static AudioFolder List(string path)
    {
        var folder = new DirectoryInfo(path);
        if (!folder.Exists)
        {
            throw new DirectoryNotFoundException(
                $"The audio folder '{Shown.Shorten(path)}' is not there; it is to hold files named by Spotify id or song id, "
                + $"ending in {string.Join(", ", Extensions)}.");
        }

        var entries = folder.EnumerateFileSystemInfos()
            .Select(entry => (Entry: entry, Precedence: Precedence(entry)))
            .Where(found => found.Precedence >= 0)
            .GroupBy(found => Path.GetFileNameWithoutExtension(found.Entry.Name), StringComparer.Ordinal)
            .ToDictionary(
                same => same.Key,
                same => same
                    .OrderBy(found => found.Entry is DirectoryInfo)
                    .ThenBy(found => found.Precedence)
                    .ThenBy(found => found.Entry.Name, StringComparer.Ordinal)
                    .First().Entry,
                StringComparer.Ordinal);
        return new AudioFolder(RealPaths.Of(path), entries);
    }

    /// <summary>The file named by the song's Spotify id, else by its song id; else null.</summary>
    public FileSystemInfo? Find(SongAudio song) =>
        song.Spotify is { } spotify && _entries.TryGetValue(spotify.Value, out var named)
            ? named
            : _entries.GetValueOrDefault(song.Song.Value);

    private static int Precedence(FileSystemInfo entry)
    {
        var extension = entry.Extension.TrimStart('.');
        for (var i = 0; i < Extensions.Count; i++)
        {
            if (Extensions[i].Equals(extension, StringComparison.OrdinalIgnoreCase))
                return i;
        }

        return -1;
    }
}
