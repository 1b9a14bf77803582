using System.Text;
using PlayCount.Songs;

namespace PlayCount.Core.Tests.Songs;

public sealed class TripletReaderTests
{
    [Theory]
    [InlineData("ann\tS1\t3\nbob\tS2\t2147483647\n")]
    [InlineData("ann\tS1\t3\nbob\tS2\t2147483647")]
    [InlineData("ann\tS1\t3\r\nbob\tS2\t2147483647\r\n")]
    [InlineData("ann\tS1\t3\r\nbob\tS2\t2147483647\r")]
    [InlineData("ann\tS1\t3\nbob\tS2\t2147483647\n\n\r\n")]
    [InlineData("\uFEFFann\tS1\t3\nbob\tS2\t2147483647\n")]
    public void Reads_rows_whatever_ends_their_lines(string text) =>
        Assert.Equal(["1 ann S1 3", "2 bob S2 2147483647"], Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("\uFEFF")]
    public void Finds_no_row_where_none_is(string text) => Assert.Empty(Read(text));

    [Theory]
    [InlineData("bob\tS2", "'bob\\u0009S2' has 2 columns", "user<TAB>song<TAB>plays is right")]
    [InlineData("bob S2 3", "has 1 column between", "user<TAB>song<TAB>plays is right")]
    [InlineData("bob\tS2\t3\t4", "has 4 columns", "user<TAB>song<TAB>plays is right")]
    [InlineData("bob\tS2\t3\t", "has 4 columns", "user<TAB>song<TAB>plays is right")]
    [InlineData("bob\tS2\t-3", "'-3' is no play count", "a whole number from 1 to 2147483647 is right")]
    [InlineData("bob\tS2\t+3", "'+3' is no play count", "a whole number")]
    [InlineData("bob\tS2\t0", "'0' is below 1", "a whole number from 1")]
    [InlineData("bob\tS2\t000", "'000' is below 1", "a whole number from 1")]
    [InlineData("bob\tS2\t", "'' is no play count", "a whole number")]
    [InlineData("bob\tS2\tmany", "'many' is no play count", "a whole number")]
    [InlineData("bob\tS2\t1.5", "'1.5' is no play count", "a whole number")]
    [InlineData("bob\tS2\t 3", "' 3' is no play count", "a whole number")]
    [InlineData("bob\tS2\t2147483648", "'2147483648' is more than a play count can be", "to 2147483647")]
    [InlineData("bob\tS2\t99999999999999999999999999999999", "is more than a play count can be", "to 2147483647")]
    [InlineData("bob\tS2\t\u0663", "is no play count", "a whole number")]
    [InlineData("bob\tS2\t3\0", "holds a NUL byte", "text is right")]
    [InlineData("b\0b\tS2\t3", "'b\\u0000b\\u0009S2\\u00093' holds a NUL byte", "text is right")]
    [InlineData("b b\tS2\t3", "'b b' is no user id", "ASCII letters")]
    [InlineData("\tS2\t3", "'' is no user id", "ASCII letters")]
    [InlineData("bob\t../S2\t3", "'../S2' is no song id", "ASCII letters")]
    [InlineData("bob\t\t3", "'' is no song id", "ASCII letters")]
    [InlineData("bob\tS\u00e9\t3", "'S\u00e9' is no song id", "ASCII letters")]
    [InlineData("\nbob\tS2\t3", "follows the empty line 2", "at the end of the file only", 3)]
    public void Refuses_a_bad_row_with_file_line_what_was_seen_and_what_is_right(string row, string seen, string right, int line = 2)
    {
        var error = Assert.Throws<InvalidDataException>(() => Read($"ann\tS1\t3\n{row}\ncat\tS3\t1\n"));

        Assert.StartsWith($"plays.tsv, line {line}: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(seen, error.Message, StringComparison.Ordinal);
        Assert.Contains(right, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Says_that_a_header_line_is_not_wanted()
    {
        var error = Assert.Throws<InvalidDataException>(() => Read("user\tsong\tplays\nann\tS1\t3\n"));

        Assert.Contains("plays.tsv, line 1: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("header", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UserId.MaxLength, SongId.MaxLength, true)]
    [InlineData(UserId.MaxLength + 1, SongId.MaxLength, false)]
    [InlineData(UserId.MaxLength, SongId.MaxLength + 1, false)]
    public void Takes_ids_up_to_their_longest(int userLength, int songLength, bool legal)
    {
        var text = $"{new string('u', userLength)}\t{new string('s', songLength)}\t7\n";

        if (legal)
            Assert.Single(Read(text));
        else
            Assert.Throws<InvalidDataException>(() => Read(text));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1 << 16)]
    public void Gives_the_same_rows_however_the_stream_hands_out_its_bytes(int bytesARead)
    {
        var text = string.Concat(Enumerable.Range(1, 20_000)
            .Select(i => $"user{i / 50}\tSO{i * 7919}\t{i % 199 + 1}{(i % 3 == 0 ? "\r\n" : "\n")}"));

        var rows = Read(new Dribble(Encoding.ASCII.GetBytes(text), bytesARead));

        Assert.Equal(Enumerable.Range(1, 20_000).Select(i => $"{i} user{i / 50} SO{i * 7919} {i % 199 + 1}"), rows);
    }

    [Fact]
    public void Refuses_an_endless_line_without_reading_it_to_its_end()
    {
        var endless = new Dribble(Encoding.ASCII.GetBytes("ann\tS1\t3\n" + new string('x', 10_000_000)), 1 << 12);

        var error = Assert.Throws<InvalidDataException>(() => Read(endless));

        Assert.StartsWith("plays.tsv, line 2: the line is longer than 4096 bytes and starts 'xxx", error.Message, StringComparison.Ordinal);
        Assert.True(endless.Position < 1_000_000, $"{endless.Position} bytes were read");
    }

    private static List<string> Read(string text) => Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));

    private static List<string> Read(Stream stream)
    {
        var reader = new TripletReader(stream, "plays.tsv");
        var rows = new List<string>();
        while (reader.TryRead(out var row))
            rows.Add($"{row.Line} {Encoding.ASCII.GetString(row.User)} {Encoding.ASCII.GetString(row.Song)} {row.Plays}");
        return rows;
    }

    private sealed class Dribble(byte[] bytes, int bytesARead) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, bytesARead));
    }
}
