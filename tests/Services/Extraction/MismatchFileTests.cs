using System.Text;
using PlayCount.Extraction.Selecting;

namespace PlayCount.Services.Tests.Extraction;

public sealed class MismatchFileTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Reads_rows_of_the_data_set_and_plain_ids_each_once()
    {
        // The middle title is Latin-1, not UTF-8: what follows the ids is not looked at.
        var path = _folder.Write("mismatches.txt", Encoding.Latin1.GetBytes(
            "ERROR: <SOAAA1 TRAAA1> A  -  B  !=  C  -  D\nERROR: <SOAAA2 TRAAA2> Bj\u00f6rk  -  X > Y  !=  E  -  F\r\nSOAAA3\n\nSOAAA1"));

        var songs = MismatchFile.Read(path);

        Assert.Equal(["SOAAA1", "SOAAA2", "SOAAA3"], songs.Select(s => s.Value).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("SOAAA1\nERROR: <SOAAA2> A - B\n", "line 2: 'ERROR: <SOAAA2> A - B' names no song")]
    [InlineData("SOAAA1\nERROR: <SOAAA2 TR A - B\n", "line 2")]
    [InlineData("SOAAA1\nWARNING: <SOAAA2 TR1>\n", "line 2: 'WARNING")]
    [InlineData("SOAAA1\n../x\n", "line 2: '../x'")]
    [InlineData("SOAAA1\nSOAAA2 SOAAA3\n", "line 2")]
    [InlineData("\n\n", "names no song")]
    public void Refuses_what_names_no_song(string text, string said)
    {
        var path = _folder.Write("mismatches.txt", text);

        var error = Assert.Throws<InvalidDataException>(() => MismatchFile.Read(path));

        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.Contains("'ERROR: <SOxxx TRxxx> ...' or a song id", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
