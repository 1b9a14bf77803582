using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PlayCount.EndToEnd.Tests.Sample;

/// <summary>What can be heard in a sample is what its truth says: an oracle with least squares instead of a network.</summary>
public sealed class SampleOracleTests
{
    // 7 coefficients from 80 songs: a left-out R2 of 0.9 is expected to lie 0.1 * 2 * 7/80 = 0.02 lower; the rest is the oracle's ear.
    private const double OracleLoss = 0.05;

    // Where half of the variance stays unexplained, the same 7 coefficients cost 0.55 * 2 * 7/80 = 0.1 on average; twice that is allowed.
    private const double HalfLoss = 0.2;

    // Left-out R2 of features that tell nothing is below 0 on average, with a deviation of about 2/80.
    private const double NothingR2 = 0.1;
    private const string Songs = "80";

    [Theory]
    [InlineData("1", "0.5")]
    [InlineData("2", "0.5")]
    [InlineData("3", "0")]
    [InlineData("4", "1")]
    public async Task An_oracle_reaches_the_stated_ceiling(string seed, string orderShare)
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "--out", folder.Path, "--songs", Songs, "--seed", seed, "--order-share", orderShare);

        var sample = new SampleFiles(folder.Path);
        var heard = SongEar.Hear(sample.Songs).Select(WithOrder).ToArray();
        Assert.Equal(5, sample.Truth.Users.Count);
        Assert.All(sample.Truth.Users, user =>
        {
            Assert.InRange(user.ReachableR2, 0.85, 0.95); // 0.9 planted
            Assert.InRange(LinearFit.LeftOutR2(heard, sample.PlaysOf(user)), user.ReachableR2 - OracleLoss, user.ReachableR2 + OracleLoss);
        });
    }

    [Fact]
    public async Task Averages_of_clips_tell_timbre_and_only_their_order_tells_the_rest()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "--out", folder.Path, "--songs", Songs, "--order-share", "0.5");

        var sample = new SampleFiles(folder.Path);
        var averages = SongEar.Hear(sample.Songs).Select(WithoutOrder).ToArray();
        Assert.All(sample.Truth.Users, user =>
            Assert.InRange(LinearFit.LeftOutR2(averages, sample.PlaysOf(user)), 0.5 * user.ReachableR2 - HalfLoss,
                0.5 * user.ReachableR2 + NothingR2));
    }

    [Fact]
    public async Task Averages_of_clips_tell_nothing_where_all_is_in_their_order()
    {
        using var folder = new TemporaryFolder();

        await PlayCountRun.SucceedAsync("sample", "--out", folder.Path, "--songs", Songs, "--order-share", "1");

        var sample = new SampleFiles(folder.Path);
        var averages = SongEar.Hear(sample.Songs).Select(WithoutOrder).ToArray();
        Assert.All(sample.Truth.Users, user => Assert.True(LinearFit.LeftOutR2(averages, sample.PlaysOf(user)) < NothingR2));
    }

    [Fact]
    public async Task Shuffled_clips_are_the_same_clips_and_tell_the_order_no_more()
    {
        using var folder = new TemporaryFolder();
        string[] args = ["--songs", Songs, "--order-share", "1", "--seed", "5"];

        await PlayCountRun.SucceedAsync(["sample", "--out", folder.In("kept"), .. args]);
        await PlayCountRun.SucceedAsync(["sample", "--out", folder.In("shuffled"), .. args, "--shuffle-clips"]);

        var (kept, shuffled) = (new SampleFiles(folder.In("kept")), new SampleFiles(folder.In("shuffled")));
        Assert.Equal(kept.Rows, shuffled.Rows);
        Assert.Equal(kept.Songs.Select(ClipsAnyOrder), shuffled.Songs.Select(ClipsAnyOrder));
        Assert.True(shuffled.Truth.ClipsShuffled);
        var heard = SongEar.Hear(shuffled.Songs).Select(WithOrder).ToArray();
        Assert.All(shuffled.Truth.Users, user => Assert.True(LinearFit.LeftOutR2(heard, shuffled.PlaysOf(user)) < NothingR2));
    }

    private static double[] WithOrder(SongEar ear) => [.. ear.Averages, ear.Slope, Math.Abs(ear.Slope)];

    private static double[] WithoutOrder(SongEar ear) => [.. ear.Averages, Math.Abs(ear.Slope)];

    private static string ClipsAnyOrder(short[] song) => string.Join('\n', song.Chunk(5 * 11_025)
        .Select(clip => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(clip.AsSpan())))).Order(StringComparer.Ordinal));
}
