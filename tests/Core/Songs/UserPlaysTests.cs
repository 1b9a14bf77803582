using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class UserPlaysTests
{
    [Fact]
    public void Reads_back_what_it_wrote()
    {
        SongPlays[] songs = [new(SongId.Parse("SOA"), 1), new(SongId.Parse("SOB-2"), int.MaxValue), new(SongId.Parse("SOb"), 7)];
        using var text = new StringWriter { NewLine = "\n" };
        UserPlays.Write(text, new SelectedUser(3, UserId.Parse("b@c:1"), 5_000_000_000, 4, songs));

        var (user, read) = UserPlays.Read(new StringReader(text.ToString()), "users/user_3.csv");

        Assert.Equal("b@c:1,SOA,1\nb@c:1,SOB-2,2147483647\nb@c:1,SOb,7\n", text.ToString());
        Assert.Equal(("b@c:1", "users/user_3.csv"), (user.Value, UserPlays.NameOf(3)));
        Assert.Equal(songs, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("user_id,song_id,plays")]
    [InlineData("ann,SOB")]
    [InlineData("ann,SOB,3,4")]
    [InlineData("ann;SOB;3")]
    [InlineData("ann,SOB,")]
    [InlineData("ann,SOB,0")]
    [InlineData("ann,SOB,-3")]
    [InlineData("ann,SOB,+3")]
    [InlineData("ann,SOB,3.5")]
    [InlineData("ann,SOB, 3")]
    [InlineData("ann,SOB,1e3")]
    [InlineData("ann,SOB,2147483648")]
    [InlineData("ann,SOB,\u0663")] // a digit, but no ASCII one
    [InlineData("ann,,3")]
    [InlineData("ann,../x,3")]
    [InlineData(",SOB,3")]
    [InlineData("a nn,SOB,3")]
    [InlineData("bob,SOB,3")] // the first row is ann's
    [InlineData("ann,SOA,3")] // the first row's song again
    [InlineData("ann,SO9,3")] // before the first row's song
    public void Refuses_a_row_that_is_none_by_its_line(string row)
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => UserPlays.Read(new StringReader($"ann,SOA,2\n{row}\nann,SOC,1\n"), "x.csv"));

        Assert.StartsWith("'x.csv', line 2: '", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("user_id,song_id,plays", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_a_table_without_rows() =>
        Assert.StartsWith("'x.csv' holds no row", Assert.Throws<InvalidDataException>(
            () => UserPlays.Read(new StringReader(""), "x.csv")).Message, StringComparison.Ordinal);

    [Fact]
    public void Shows_little_of_a_bad_row_and_no_control_character()
    {
        var refusal = Assert.Throws<InvalidDataException>(
            () => UserPlays.Read(new StringReader("\0" + new string('x', 5_000)), "x.csv"));

        Assert.InRange(refusal.Message.Length, 1, 250);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }
}
