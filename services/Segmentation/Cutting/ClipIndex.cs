using System.Collections.Concurrent;
using System.Text.Json;
using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>What the clips in a folder were cut from, so that the same song is not cut twice.</summary>
internal sealed class ClipIndex
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    private readonly string _path;
    private readonly ClipSettings _settings;
    private readonly ConcurrentDictionary<string, CutSong> _songs;

    private ClipIndex(string path, ClipSettings settings, IEnumerable<KeyValuePair<string, CutSong>> songs) =>
        (_path, _settings, _songs) = (path, settings, new(songs));

    /// <summary>
    /// Reads an index; one that is not there, damaged or of other settings is empty, for everything can be cut again. Songs without a file
    /// of clips beside it are left out.
    /// </summary>
    public static ClipIndex Load(string path, ClipSettings settings)
    {
        try
        {
            var file = File.Exists(path) ? JsonSerializer.Deserialize<IndexFile>(File.ReadAllBytes(path), Json) : null;
            return new ClipIndex(path, settings, file?.Settings == settings && file.Songs is not null ? file.Songs.Where(HasClips) : []);
        }
        catch (JsonException)
        {
            return new ClipIndex(path, settings, []);
        }

        bool HasClips(KeyValuePair<string, CutSong> song) => File.Exists(Path.Combine(Path.GetDirectoryName(path)!, song.Key + ".npy"));
    }

    /// <summary>What is known of a song that was cut from the same bytes; else null.</summary>
    public CutSong? Find(SongId song, string sourceSha256) =>
        _songs.TryGetValue(song.Value, out var cut) && cut?.SourceSha256 == sourceSha256 ? cut : null;

    public void Add(SongId song, CutSong cut) => _songs[song.Value] = cut;

    public void Remove(SongId song) => _songs.TryRemove(song.Value, out _);

    /// <summary>Replaces the file in one step.</summary>
    public void Save()
    {
        var songs = new SortedDictionary<string, CutSong>(_songs, StringComparer.Ordinal);
        var json = JsonSerializer.Serialize(new IndexFile(_settings, songs), Json);
        AtomicFile.WriteText(_path, file => file.WriteLine(json));
    }

    private sealed record IndexFile(ClipSettings? Settings, IDictionary<string, CutSong>? Songs);
}
