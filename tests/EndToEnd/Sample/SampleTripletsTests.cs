using System.IO.Compression;

namespace PlayCount.EndToEnd.Tests.Sample;

public sealed class SampleTripletsTests
{
    private const string Rows = "200000";

    [Fact]
    public async Task Rows_are_as_many_as_asked_in_order_and_each_pair_of_user_and_song_once()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "triplets", "--rows", Rows, "--out", folder.In("t.tsv"), "--seed", "3");

        var keys = File.ReadLines(folder.In("t.tsv")).Select(line => line[..line.LastIndexOf('\t')]).ToArray();
        Assert.Equal(200_000, keys.Length);
        for (var row = 1; row < keys.Length; row++)
            Assert.True(string.CompareOrdinal(keys[row - 1], keys[row]) < 0, $"row {row + 1}: {keys[row]}");
        Assert.All(keys, key => Assert.Matches("^[0-9a-f]{40}\tSO[A-Z]{5}[0-9A-F]{11}$", key));
    }

    /// <summary>Taste Profile: 47.5 records a user, 59 % of the records one play, 6 of 100,000 over 200, songs about 58.5 times the root of
    /// the rows.</summary>
    [Fact]
    public async Task Their_spread_is_that_of_the_Taste_Profile()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "triplets", "--rows", Rows, "--out", folder.In("t.tsv"));

        var rows = File.ReadLines(folder.In("t.tsv")).Select(line => line.Split('\t')).ToArray();
        var perUser = rows.GroupBy(row => row[0]).Select(user => user.Count()).ToArray();
        Assert.InRange(perUser.Average(), 40, 55);
        Assert.InRange(perUser.Max(), 400, 4_400);
        Assert.InRange(rows.Count(row => row[2] == "1") / 200_000.0, 0.57, 0.61);
        // 12 expected
        Assert.InRange(rows.Count(row => row[2].Length > 3 || (row[2].Length == 3 && string.CompareOrdinal(row[2], "200") > 0)), 3, 30);
        Assert.InRange(rows.Select(row => row[1]).Distinct().Count(), 20_000, 26_200);
    }

    [Fact]
    public async Task A_name_that_ends_with_gz_gives_the_same_rows_compressed()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "triplets", "--rows", "5000", "--out", folder.In("plain.tsv"));
        await PlayCountRun.SucceedAsync("sample", "triplets", "--rows", "5000", "--out", folder.In("packed.tsv.gz"));

        using var unpacked = new StreamReader(new GZipStream(File.OpenRead(folder.In("packed.tsv.gz")), CompressionMode.Decompress));
        Assert.Equal(File.ReadAllText(folder.In("plain.tsv")), unpacked.ReadToEnd());
    }

    [Fact]
    public async Task One_row_is_enough_and_a_file_that_is_there_stays()
    {
        using var folder = new TemporaryFolder();
        await PlayCountRun.SucceedAsync("sample", "triplets", "--rows", "1", "--out", folder.In("t.tsv"));
        var written = File.ReadAllText(folder.In("t.tsv"));

        var again = await PlayCountRun.OfAsync("sample", "triplets", "--rows", "1", "--out", folder.In("t.tsv"), "--seed", "2");

        Assert.Single(written.TrimEnd('\n').Split('\n'));
        Assert.Equal((1, $"playcount: '{folder.In("t.tsv")}' is there already: give another name, or remove it first.\n"),
            (again.Status, again.Error));
        Assert.Equal(written, File.ReadAllText(folder.In("t.tsv")));
    }
}
