using System.Globalization;
using PlayCount.Songs;

namespace PlayCount.Cli.Sampling;

/// <summary>Plants plays on real music, by its own loudness and brightness.</summary>
internal sealed class MusicSampler(MusicFolder music, int users, long seed)
{
    private const string Loudness = "loudnessDb";
    private const string Brightness = "brightnessDb";

    private readonly SampleIds _ids = new(seed);

    public SampleTruth Write(SampleFolder folder)
    {
        foreach (var piece in music.Pieces)
            _ids.Take(piece.Id);
        var songIds = music.Pieces.Select(piece => IsSpotify(piece) ? _ids.Song() : piece.Id).ToArray();
        var planted = Planter().Plant(users, seed, _ids);
        var listened = new ListenedSongs(planted, songIds, seed, _ids);

        folder.WriteTriplets(listened.Rows);
        WriteMapping(songIds, listened, folder);
        var truth = SampleTruth.Of(seed, listened) with
        {
            Users = [.. planted.Select(User)],
            Songs = [.. music.Pieces.Select((piece, song) => new TrueSong(songIds[song], piece.File, Factors(piece.Measure)))],
            SkippedFiles = music.Skipped,
        };
        folder.WriteTruth(truth);
        return truth;
    }

    /// <summary>What stands in the sample's README.txt.</summary>
    public static string ReadMe(MusicFolder music, int users) => string.Create(CultureInfo.InvariantCulture, $"""
        Made plays on real music, to see whether a network finds what was put there. The listeners and their plays are not real.

        triplets.tsv  user, song, plays: {users} listeners who heard all {music.Pieces.Count} pieces, 40 who played less,
                      a few counts over 200
        mapping/      a mapping archive: from made song ids to the Spotify ids that the files are named by
        truth.json    what the plays were made of, and the share of their variance that can be explained (reachableR2)

        Plays follow each listener's own mix of a piece's loudness (RMS level, dB) and brightness (level above 2 kHz against the whole,
        dB), as ffmpeg measures them. The music itself stays where it is: give its folder as --audio.

        """);

    private PlayPlanter Planter() => new(
        [[.. music.Pieces.Select(piece => piece.Measure.LoudnessDb)], [.. music.Pieces.Select(piece => piece.Measure.BrightnessDb)]],
        order: null, orderShare: 0);

    private void WriteMapping(string[] songIds, ListenedSongs listened, SampleFolder folder)
    {
        var records = new MappingRecords(folder.Mapping, seed, _ids);
        for (var song = 0; song < songIds.Length; song++)
        {
            if (IsSpotify(music.Pieces[song]))
                records.Write(songIds[song], music.Pieces[song].Id, RecordShape.Usual);
        }

        listened.WriteMapping(records, _ids);
    }

    private static bool IsSpotify(MusicPiece piece) => SpotifyId.TryParse(piece.Id, out _);

    private static TrueUser User(PlantedUser user) =>
        new(user.UserId, user.ReachableR2, TimbreShare: 1, OrderShare: 0, new Dictionary<string, double>
        {
            [Loudness] = user.TimbreWeights[0],
            [Brightness] = user.TimbreWeights[1],
        });

    private static Dictionary<string, double> Factors(MusicMeasure measure) => new()
    {
        [Loudness] = measure.LoudnessDb,
        [Brightness] = measure.BrightnessDb,
    };
}
