using System.Globalization;
using System.Text.Json;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// A small input for <c>run</c> in a folder of its own: 14 shared songs of 3 to 7 clips of 4,096 samples, 3 listeners who share them,
/// records of every outcome. Song 13 has no audio, songs 8 to 12 have audio by song id, songs 0 to 7 by Spotify id.
/// </summary>
internal sealed class RunInput : IDisposable
{
    public const int ClipSamples = 4096;
    public const int Songs = 14;
    public const int SongsWithAudio = 13;
    public const int MappedSongs = 8;
    public const int RateHz = 22_050;

    /// <summary>The listeners by rank: the first song each heard and the one after the last.</summary>
    public static readonly (string User, int First, int End)[] Listeners = [("ann", 0, 14), ("bob", 0, 11), ("cem", 3, 14)];

    private const double Loudness = 0.3;
    private const int UnlistedPlays = 500;

    private readonly TemporaryFolder _folder = new();

    /// <param name="othersReversed">Whether every listener but the first has the plays of the songs heard in reverse order: same songs,
    /// same totals.</param>
    public RunInput(bool othersReversed = false)
    {
        Directory.CreateDirectory(Audio);
        File.WriteAllText(Triplets, string.Concat(Rows(othersReversed).Select(row => row + "\n")));
        for (var song = 0; song < Songs; song++)
            WriteRecord(song, "Artist", "Title");
        for (var song = 0; song < SongsWithAudio; song++)
            File.WriteAllBytes(AudioPath(song), Wav(song));
    }

    public string Triplets => _folder.In("triplets.tsv");

    public string Audio => _folder.In("music");

    public string Mapping => _folder.In("mapping");

    public string In(params string[] names) => _folder.In(names);

    public static string SongId(int song) => $"SOTEST{(char)('A' + song)}12AB{song:D2}CDE0";

    public static string SpotifyId(int song) => $"spotify{(char)('A' + song)}{song:D2}000000000000";

    /// <summary>Clips of a song; the last one is half full.</summary>
    public static int Clips(int song) => 3 + (song % 5);

    /// <summary>Plays differ from song to song and from listener to listener.</summary>
    public static int Plays(int listener, int song) => 40 - (10 * listener) + (((song * 7) + (listener * 3)) % 11);

    public string AudioPath(int song) => Path.Combine(Audio, (song < MappedSongs ? SpotifyId(song) : SongId(song)) + ".wav");

    public string RecordPath(int song) => Path.Combine(Mapping, "millionsongdataset_echonest", SongId(song)[2..4], SongId(song) + ".json");

    /// <summary>Writes the record of a song: songs 0 to 7 are mapped, 8 has no song in it, 9 no Spotify track, the others are
    /// absent.</summary>
    public void WriteRecord(int song, string artist, string title)
    {
        if (song > MappedSongs + 1)
            return;
        object[] tracks = song < MappedSongs ? [new { catalog = "spotify", foreign_id = $"spotify:track:{SpotifyId(song)}" }] : [];
        object[] songs = song == MappedSongs
            ? []
            : [new { id = SongId(song), artist_name = $"{artist} {song}", title = $"{title}, \"{song}\"", tracks }];
        Directory.CreateDirectory(Path.GetDirectoryName(RecordPath(song))!);
        File.WriteAllText(RecordPath(song), JsonSerializer.Serialize(new { response = new { songs } }));
    }

    /// <summary>The command line of a run of four small networks a listener into a folder beside the input.</summary>
    public string[] Command(string outName, params string[] more)
    {
        var usual = Usual.Where(option => !more.Contains(option.Name)).SelectMany(option => (string[])[option.Name, option.Value]);
        string[] audio = more.Contains("--audio") ? [] : ["--audio", Audio];
        return ["run", "--triplets", Triplets, .. audio, "--out", In(outName), .. usual, .. more];
    }

    public Task<PlayCountRun> SucceedAsync(string outName, params string[] more) =>
        PlayCountRun.SucceedAsync(Command(outName, WithMapping(more)));

    public Task<PlayCountRun> RunAsync(string outName, params string[] more) => PlayCountRun.OfAsync(Command(outName, WithMapping(more)));

    public void Dispose() => _folder.Dispose();

    /// <summary>16 bit mono: a tone whose pitch and loudness tell the song, over a little noise.</summary>
    public static byte[] Wav(int song)
    {
        var samples = new byte[2 * ((Clips(song) * ClipSamples) - (ClipSamples / 2))];
        var noise = (uint)song + 1;
        for (var i = 0; i < samples.Length / 2; i++)
        {
            noise = (noise * 1_664_525) + 1_013_904_223;
            var tone = Math.Sin(2 * Math.PI * (220 + (90 * song)) * i / RateHz) * (1 + (song % 3)) * Loudness;
            var value = (short)(short.MaxValue * ((0.9 * tone) + (0.05 * ((noise / (double)uint.MaxValue) - 0.5))));
            BitConverter.TryWriteBytes(samples.AsSpan(2 * i), value);
        }

        return WavBytes.Riff(WavBytes.Format(1, 1, RateHz, 16), WavBytes.Chunk("data", samples));
    }

    private static readonly (string Name, string Value)[] Usual =
    [
        ("--top-users", "3"), ("--clip-samples", ClipSamples.ToString(CultureInfo.InvariantCulture)), ("--layers", "1,2"),
        ("--steps", "1,3"),
        ("--units", "6"), ("--epochs", "3"), ("--threads", "2"),
    ];

    private string[] WithMapping(string[] more) => more.Contains("--mapping") ? more : ["--mapping", Mapping, .. more];

    /// <summary>The shared songs, a song that only the first listener heard, one record over 200 plays and a fourth listener.</summary>
    private static IEnumerable<string> Rows(bool othersReversed)
    {
        for (var listener = 0; listener < Listeners.Length; listener++)
        {
            var (user, first, end) = Listeners[listener];
            for (var song = first; song < end; song++)
                yield return $"{user}\t{SongId(song)}\t{Plays(listener, othersReversed && listener > 0 ? end - 1 + first - song : song)}";
        }

        yield return "ann\tSOALONE\t9";
        yield return $"bob\tSOTOOOFTEN\t{UnlistedPlays}";
        yield return $"dan\t{SongId(0)}\t1";
    }
}
