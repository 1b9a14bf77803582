using System.Security.Cryptography;
using PlayCount.Mapping.Indexing;

namespace PlayCount.Services.Tests.Mapping;

public sealed class HashedFileTests : IDisposable
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 1_000).Select(i => (byte)(i * 7))];

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Theory]
    [InlineData("nothing")]
    [InlineData("0+1000", "0+1")]
    [InlineData("0+100", "96+100", "196+300")] // goes back by four bytes
    [InlineData("900+100", "0+50", "70+30")] // the end first, then with a gap, as a zip is read
    [InlineData("0+500", "100+200", "400+200")]
    public void Counts_each_byte_once_however_it_is_read(params string[] reads)
    {
        using var file = File.OpenRead(_archives.Save("file", Content));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var hashed = new HashedFile(file, hash);
        foreach (var read in reads.Where(read => read.Contains('+', StringComparison.Ordinal)))
        {
            int[] place = [.. read.Split('+').Select(int.Parse)];
            hashed.Position = place[0];
            var bytes = new byte[place[1]];
            hashed.ReadExactly(bytes);
            Assert.Equal(Content[place[0]..(place[0] + place[1])], bytes);
        }

        var stamp = hashed.Stamp(TestContext.Current.CancellationToken);

        Assert.Equal((false, 1_000), (stamp.IsFolder, stamp.Size));
        Assert.Equal(SHA256.HashData(Content), stamp.Digest);
    }
}
