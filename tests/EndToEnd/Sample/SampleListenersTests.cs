using System.Text.Json;
using System.Text.RegularExpressions;

namespace PlayCount.EndToEnd.Tests.Sample;

public sealed partial class SampleListenersTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    private SampleFiles Sample => new(_folder.Path);

    public async ValueTask InitializeAsync() =>
        await PlayCountRun.SucceedAsync("sample", "--out", _folder.Path, "--songs", "40", "--users", "4", "--seed", "9");

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public void The_most_active_listeners_are_the_planted_ones_in_the_order_of_the_truth()
    {
        var byActivity = Sample.Rows.Where(row => row.Plays <= 200).GroupBy(row => row.User)
            .OrderByDescending(user => user.Sum(row => row.Plays)).ThenBy(user => user.Key, StringComparer.Ordinal)
            .Select(user => user.Key);

        Assert.Equal(Sample.Truth.Users.Select(user => user.UserId), byActivity.Take(4));
    }

    [Fact]
    public void Counts_over_200_would_change_who_is_most_active_if_they_were_kept()
    {
        var byActivity = Sample.Rows.GroupBy(row => row.User).OrderByDescending(user => user.Sum(row => row.Plays))
            .Select(user => user.Key);

        Assert.NotEqual(Sample.Truth.Users.Select(user => user.UserId), byActivity.Take(4));
        Assert.Equal(7, Sample.Truth.RecordsOver200);
        Assert.Equal(7, Sample.Rows.Count(row => row.Plays > 200));
    }

    [Fact]
    public void Rows_stand_by_user_and_song_each_pair_once_in_the_real_shapes()
    {
        var keys = Sample.Rows.Select(row => $"{row.User}\t{row.Song}").ToArray();

        Assert.Equal(Sample.Truth.Records, keys.Length);
        Assert.Equal(keys.Distinct().Order(StringComparer.Ordinal), keys);
        Assert.All(keys, key => Assert.Matches(RealShape(), key));
    }

    [Fact]
    public void Two_shared_songs_have_no_audio_and_three_songs_one_listener()
    {
        var planted = Sample.Truth.Users.Select(user => user.UserId).ToHashSet();
        var audio = Sample.Truth.Songs.Select(song => song.SongId).ToHashSet();

        var withoutAudio = Sample.Rows.Where(row => planted.Contains(row.User) && row.Plays <= 200 && !audio.Contains(row.Song))
            .GroupBy(row => row.Song).ToArray();

        Assert.Equal(Sample.Truth.SharedSongsWithoutAudio.Order(),
            withoutAudio.Where(song => song.Count() == 2).Select(song => song.Key).Order());
        Assert.Equal(3, withoutAudio.Count(song => song.Count() == 1));
    }

    [Fact]
    public void Audio_is_named_by_the_first_Spotify_track_of_its_record_and_by_song_id_without_one()
    {
        Assert.All(Sample.Truth.Songs, song => Assert.Equal($"{FirstSpotifyTrack(song.SongId) ?? song.SongId}.wav", song.Audio));
        // of 40: no songs, no Spotify track, no record
        Assert.Equal(3, Sample.Truth.Songs.Count(song => song.Audio == $"{song.SongId}.wav"));
        Assert.Equal(Sample.Truth.Songs.Select(song => song.Audio).Order(),
            Directory.GetFiles(_folder.In("music")).Select(Path.GetFileName).Order());
    }

    /// <summary>By the layout that the data's makers describe: catalog exactly "spotify", id after the last colon.</summary>
    private string? FirstSpotifyTrack(string songId)
    {
        var path = _folder.In("mapping", "millionsongdataset_echonest", songId.Substring(2, 2), $"{songId}.json");
        if (!File.Exists(path))
            return null;
        using var record = JsonDocument.Parse(File.ReadAllText(path));
        return record.RootElement.GetProperty("response").GetProperty("songs").EnumerateArray().Take(1)
            .SelectMany(song => song.GetProperty("tracks").EnumerateArray())
            .Where(track => track.GetProperty("catalog").GetString() == "spotify")
            .Select(track => track.GetProperty("foreign_id").GetString()!.Split(':')[^1]).FirstOrDefault();
    }

    [GeneratedRegex("^[0-9a-f]{40}\tSO[A-Z]{5}[0-9A-F]{11}$")]
    private static partial Regex RealShape();
}
