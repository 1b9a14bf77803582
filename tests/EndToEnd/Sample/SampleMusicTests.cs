using System.Globalization;
using System.Text.RegularExpressions;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Sample;

[Trait("Set", "Full")]
public sealed partial class SampleMusicTests
{
    // 3 coefficients from 40 pieces cost a left-out R2 of 0.85 about 0.15 * 2 * 3/40 = 0.02, give or take as much again;
    // ffmpeg and sox differ by less than 0.2 dB.
    private const double OracleLoss = 0.06;
    private const int Pieces = 40;

    [Fact]
    public async Task Plays_on_real_music_follow_its_loudness_and_brightness_as_sox_measures_them()
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        Outside.NeedsProgram("sox", "sox libsox-fmt-all");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("music"));
        foreach (var piece in Directory.GetFiles(Outside.Data("music"), "*.mp3").Order(StringComparer.Ordinal).Take(Pieces))
            File.Copy(piece, folder.In("music", Path.GetFileName(piece)));
        File.WriteAllText(folder.In("music", "cover.txt"), "no music");
        File.WriteAllText(folder.In("music", "no id!.mp3"), "no music");
        File.WriteAllText(folder.In("music", "SOAAAAA12A00000000.mp3"), "no music");

        var run = await PlayCountRun.SucceedAsync("sample", "--out", folder.In("sample"), "--plant-on", folder.In("music"), "--users", "3");

        var sample = new SampleFiles(folder.In("sample"));
        var measures = sample.Truth.Songs.Select(song => MeasureWithSox(folder.In("music", song.Audio))).ToArray();
        Assert.Equal(Pieces, sample.Truth.Songs.Count);
        Assert.Equal(["SOAAAAA12A00000000.mp3", "cover.txt", "no id!.mp3"], sample.Truth.SkippedFiles.Select(file => file.File));
        Assert.Contains("left out 'SOAAAAA12A00000000.mp3': ffmpeg cannot decode it: ", run.Error, StringComparison.Ordinal);
        Assert.All(sample.Truth.Users, user =>
            Assert.InRange(LinearFit.LeftOutR2(measures, sample.PlaysOf(user)), user.ReachableR2 - OracleLoss,
                user.ReachableR2 + OracleLoss));
        Assert.All(sample.Truth.Songs, song =>
            Assert.True(File.Exists(
                folder.In("sample", "mapping", "millionsongdataset_echonest", song.SongId.Substring(2, 2), $"{song.SongId}.json"))));
    }

    [Fact]
    public async Task A_folder_with_too_little_music_is_refused_with_the_reason_of_a_piece()
    {
        Outside.NeedsProgram("ffmpeg", "ffmpeg");
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.In("music"));
        File.WriteAllText(folder.In("music", "song.mp3"), "no music");

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.In("sample"), "--plant-on", folder.In("music"));

        Assert.Equal(1, run.Status);
        var refusal = run.Error.TrimEnd('\n').Split('\n')[^1];
        Assert.StartsWith(
            $"playcount: '{folder.In("music")}' holds 0 pieces of music that plays can be planted on; at least 10 are needed. "
            + "Of 1 other the first is 'song.mp3': ffmpeg cannot decode it: ",
            refusal, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.In("sample")));
    }

    [Fact]
    public async Task Music_inside_the_folder_to_be_made_is_refused_before_it_could_be_removed()
    {
        using var folder = new TemporaryFolder();
        await PlayCountRun.SucceedAsync("sample", "--out", folder.Path, "--songs", "12");

        var run = await PlayCountRun.OfAsync("sample", "--out", folder.Path, "--plant-on", folder.In("music"));

        Assert.Equal(1, run.Status);
        Assert.Equal(
            $"playcount: The music in '{folder.In("music")}' lies inside '{folder.Path}', which is to be replaced: give another --out.\n",
            run.Error);
        Assert.Equal(12, Directory.GetFiles(folder.In("music")).Length);
    }

    private static double[] MeasureWithSox(string path)
    {
        var loudness = Level(Outside.Run("sox", path, "-n", "remix", "-", "rate", "22050", "stats").Error);
        var high = Level(Outside.Run("sox", path, "-n", "remix", "-", "rate", "22050", "highpass", "2000", "stats").Error);
        return [loudness, high - loudness];
    }

    private static double Level(string stats) => double.Parse(RmsLevel().Match(stats).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"RMS lev dB\s+(\S+)")]
    private static partial Regex RmsLevel();
}
