using System.Text;
using PlayCount.Extraction.Selecting;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Extraction;

public sealed class StreamingSelectorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void Tells_the_bytes_of_both_readings()
    {
        var path = _folder.Write("plays.tsv", Generated.Triplets(seed: 3, rows: 70_000));
        var bytes = new FileInfo(path).Length;
        var told = new List<StageProgress>();

        StreamingSelector.Select(
            path, new(), Extracting.NoMismatches, new Told<StageProgress>(told.Add), TestContext.Current.CancellationToken);

        Assert.True(told.Count >= 6, $"told {told.Count} times");
        Assert.All(told, p => Assert.Equal(2 * bytes, p.Total));
        Assert.Equal(told.OrderBy(p => p.Done), told);
        Assert.Contains(new StageProgress(bytes, 2 * bytes), told);
        Assert.Equal(new StageProgress(2 * bytes, 2 * bytes), told[^1]);
    }

    [Fact]
    public void Stops_when_asked_to()
    {
        var path = _folder.Write("plays.tsv", Generated.Triplets(seed: 3, rows: 70_000));
        using var stop = new CancellationTokenSource();
        var stopAtFirstReport = new Told<StageProgress>(_ => stop.Cancel());

        Assert.Throws<OperationCanceledException>(() =>
            StreamingSelector.Select(path, new(), Extracting.NoMismatches, stopAtFirstReport, stop.Token));
    }

    [Fact]
    public void Notices_that_the_file_changes_between_its_readings()
    {
        var path = _folder.Write("plays.tsv", "ann\tS\t3\nbob\tS\t4\n");
        var rewrite = new Told<StageProgress>(p =>
        {
            if (p.Done * 2 == p.Total)
                _folder.Write("plays.tsv", "ann\tS\t3\nbob\tS\t4\ncat\tS\t1\n");
        });

        var error = Assert.Throws<InvalidDataException>(() =>
            StreamingSelector.Select(path, new(), Extracting.NoMismatches, rewrite, TestContext.Current.CancellationToken));

        Assert.Contains("changed while it was read", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("gz")]
    [InlineData("zip")]
    public void Meets_any_damage_with_a_selection_or_one_line(string packing)
    {
        // 400 seeded mutations each: what comes out is a selection or an InvalidDataException of one line that names the file.
        const int Mutations = 400;
        var rows = Encoding.UTF8.GetBytes(Generated.Triplets(seed: 11, rows: 60));
        var whole = packing switch { "gz" => Packed.Gzip(rows), "zip" => Packed.Zip(("plays.tsv", rows)), _ => rows };
        int selected = 0, refused = 0;

        for (var seed = 0; seed < Mutations; seed++)
        {
            var path = _folder.Write("plays", Generated.Damage(whole, seed));
            try
            {
                Assert.NotEmpty(Extracting.Stream(path, new(TopUsers: 4)).SharedSongs);
                selected++;
            }
            catch (InvalidDataException e)
            {
                Assert.StartsWith(path, e.Message, StringComparison.Ordinal);
                Assert.DoesNotContain('\n', e.Message);
                refused++;
            }
        }

        Assert.True(refused > Mutations / 4, $"only {refused} of {Mutations} were refused");
        Assert.Equal(Mutations, selected + refused);
    }

    public void Dispose() => _folder.Dispose();
}
