using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>A folder of audio files, listed once and asked by id.</summary>
internal sealed class AudioFolder : IAudioSource
{
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
                + $"ending in {string.Join(", ", MissingAudio.Endings)}.");
        }

        var entries = folder.EnumerateFileSystemInfos()
            .Where(entry => AudioNames.Precedence(entry.Name) >= 0)
            .GroupBy(entry => Path.GetFileNameWithoutExtension(entry.Name), StringComparer.Ordinal)
            .ToDictionary(
                same => same.Key,
                same => same
                    .OrderBy(entry => entry is DirectoryInfo)
                    .ThenBy(entry => AudioNames.Precedence(entry.Name))
                    .ThenBy(entry => entry.Name, StringComparer.Ordinal)
                    .First(),
                StringComparer.Ordinal);
        return new AudioFolder(RealPaths.Of(path), entries);
    }

    public FoundAudio? Find(SongAudio song, CancellationToken cancellationToken) => _entries.Find(song) is { } entry
        ? new FoundAudio(entry.Name, maxBytes => SourceFile.Open(entry, RealPath, maxBytes))
        : null;
}
