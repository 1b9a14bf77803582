using System.Text;
using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class SelectionPassTests
{
    [Fact]
    public void Ranks_by_kept_plays_and_keeps_the_songs_that_enough_top_users_share()
    {
        // ann 10 + 4 = 14 (300 dropped), bob 9 + 5 = 14 (tie, after ann), cat 6, dan 1.
        var selection = Select(new(MaxPlays: 200, TopUsers: 3, MinUsers: 2),
            "bob\tS2\t9", "bob\tS1\t5", "ann\tS1\t10", "ann\tS9\t300", "ann\tS3\t4", "cat\tS2\t6", "dan\tS3\t1");

        Assert.Equal((7, 4, 4, 1, 0), Counts(selection));
        Assert.Equal(["1 ann 14 2: S1=10", "2 bob 14 2: S1=5 S2=9", "3 cat 6 1: S2=6"], selection.Users.Select(Describe));
        Assert.Equal(3, selection.Songs);
        Assert.Equal(["S1", "S2"], selection.SharedSongs.Select(s => s.Value));
    }

    [Fact]
    public void Breaks_ties_by_user_id_in_ordinal_order()
    {
        var selection = Select(new(TopUsers: 4, MinUsers: 2), "b\tS\t2", "a\tS\t2", "B\tS\t2", "_\tS\t2", "10\tS\t2", "9\tS\t2");

        Assert.Equal(["10", "9", "B", "_"], selection.Users.Select(u => u.User.Value));
    }

    [Fact]
    public void Keeps_a_record_of_exactly_the_most_plays_and_drops_one_more()
    {
        var selection = Select(new(MaxPlays: 20, TopUsers: 2, MinUsers: 2), "ann\tS\t20", "bob\tS\t1", "bob\tT\t21");

        Assert.Equal(1, selection.DroppedOverMaxPlays);
        Assert.Equal(["1 ann 20 1: S=20", "2 bob 1 1: S=1"], selection.Users.Select(Describe));
    }

    [Fact]
    public void Counts_a_mismatch_once_and_only_where_the_plays_are_kept()
    {
        var selection = Select(new(MaxPlays: 50, TopUsers: 2, MinUsers: 2), ["BAD", "UNHEARD"],
            "ann\tS\t3", "ann\tBAD\t4", "bob\tBAD\t51", "bob\tS\t7", "cat\tBAD\t5");

        Assert.Equal((5, 3, 2, 1, 2), Counts(selection));
        Assert.Equal(["1 bob 7 1: S=7", "2 ann 3 1: S=3"], selection.Users.Select(Describe));
    }

    [Fact]
    public void Selects_fewer_users_where_the_file_has_fewer()
    {
        var selection = Select(new(TopUsers: 5, MinUsers: 2), "ann\tS\t3", "bob\tS\t4", "cat\tS\t300");

        Assert.Equal(["bob", "ann"], selection.Users.Select(u => u.User.Value));
    }

    [Fact]
    public void Totals_go_beyond_the_range_of_a_single_count()
    {
        var selection = Select(new(MaxPlays: int.MaxValue, TopUsers: 1, MinUsers: 1), "ann\tS\t2147483647", "ann\tT\t2147483647");

        Assert.Equal(2L * int.MaxValue, selection.Users[0].TotalPlays);
    }

    [Fact]
    public void Says_which_criterion_to_loosen_when_no_song_is_shared()
    {
        var error = Assert.Throws<InvalidDataException>(() => Select(new(TopUsers: 3, MinUsers: 2), "ann\tS\t3", "bob\tT\t4"));

        Assert.Equal("plays.tsv: no song was heard by 2 of the 2 most active listeners (3 asked for); "
            + "lower the listeners who share a song below 2 or raise the top users above 3.", error.Message);
    }

    [Fact]
    public void Says_that_every_record_was_dropped()
    {
        var error = Assert.Throws<InvalidDataException>(() => Select(new(MaxPlays: 5), ["S"], "ann\tS\t3", "bob\tT\t6", "cat\tT\t7"));

        Assert.StartsWith(
            "plays.tsv: every record was dropped, 2 for more than 5 plays, 1 as mismatches;", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_second_record_of_a_selected_user_and_song()
    {
        var error = Assert.Throws<InvalidDataException>(() =>
            Select(new(TopUsers: 2, MinUsers: 2), "ann\tS\t3", "bob\tS\t4", "cat\tU\t1", "cat\tU\t1", "ann\tS\t8"));

        Assert.StartsWith("plays.tsv, line 5: user 'ann' and song 'S' stand in line 1 too;", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ann\tS\t3\nbob\tS\t4")]
    [InlineData("ann\tS\t3\nbob\tS\t4\nbob\tT\t2")]
    [InlineData("ann\tS\t3\nbob\tS\t4\nbob\tNEW\t1")]
    public void Notices_rows_that_changed_between_the_passes(string second)
    {
        var totals = new TotalsPass(new(), new HashSet<SongId>());
        ForEachRow("ann\tS\t3\nbob\tS\t4\nbob\tT\t1", totals.Add);
        var top = new TopUsersPass(totals, "plays.tsv");

        var error = Assert.Throws<InvalidDataException>(() =>
        {
            ForEachRow(second, top.Add);
            top.Finish();
        });

        Assert.Contains("changed while it was read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 5, 2, "0; at least 1")]
    [InlineData(200, 0, 2, "0; at least 1")]
    [InlineData(200, 5, -1, "-1; at least 1")]
    [InlineData(200, 3, 4, "shared by 4 of 3 top users; at most 3")]
    public void Refuses_criteria_that_no_file_can_meet(int maxPlays, int topUsers, int minUsers, string said)
    {
        var error = Assert.Throws<ArgumentException>(() => SelectionRefusal.ThrowIfUnmeetable(new(maxPlays, topUsers, minUsers)));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
    }

    private static Selection Select(SelectionCriteria criteria, params string[] rows) => Select(criteria, [], rows);

    private static Selection Select(SelectionCriteria criteria, string[] mismatches, params string[] rows)
    {
        var totals = new TotalsPass(criteria, mismatches.Select(SongId.Parse).ToHashSet());
        ForEachRow(string.Join('\n', rows), totals.Add);
        var top = new TopUsersPass(totals, "plays.tsv");
        ForEachRow(string.Join('\n', rows), top.Add);
        return top.Finish();
    }

    private static void ForEachRow(string text, OnRow onRow)
    {
        var reader = new TripletReader(new MemoryStream(Encoding.ASCII.GetBytes(text)), "plays.tsv");
        while (reader.TryRead(out var row))
            onRow(in row);
    }

    private static (long Records, int Users, int Songs, long OverMaxPlays, long Mismatches) Counts(Selection s) =>
        (s.Records, s.UsersInFile, s.SongsInFile, s.DroppedOverMaxPlays, s.DroppedMismatches);

    private static string Describe(SelectedUser u) =>
        $"{u.Rank} {u.User} {u.TotalPlays} {u.Records}: {string.Join(' ', u.SharedSongs.Select(s => $"{s.Song}={s.Plays}"))}";

    private delegate void OnRow(in TripletRow row);
}
