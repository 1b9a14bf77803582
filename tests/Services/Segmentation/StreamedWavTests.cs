using static PlayCount.Services.Tests.Segmentation.SongFolder;
using static PlayCount.Tests.WavBytes;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class StreamedWavTests
{
    private static readonly byte[] MonoFormat = Format(1, 1, 22_050, 16);
    private static readonly byte[] ThreeSamples = [0x00, 0x40, 0x00, 0xC0, 0x00, 0x20]; // 1/2, -1/2, 1/4

    public static TheoryData<string, byte[]> Files => new()
    {
        { "size 0", Riff(MonoFormat, Chunk("data", 0, ThreeSamples)) },
        { "size 0xFFFFFFFF", Riff(MonoFormat, Chunk("data", uint.MaxValue, ThreeSamples)) },
        { "size 0x7FFFF000", Riff(MonoFormat, Chunk("data", 0x7FFFF000, ThreeSamples)) },
        { "RF64", Rf64(Chunk("ds64", Sizes(dataBytes: 6)), MonoFormat, Chunk("data", uint.MaxValue, [.. ThreeSamples, 9, 9])) },
        { "a chunk behind", Riff(MonoFormat, Chunk("data", ThreeSamples), Chunk("LIST", [9, 9])) },
        { "an odd chunk before", Riff(Chunk("LIST", [9]), MonoFormat, Chunk("data", ThreeSamples)) },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Takes_the_samples_that_are_meant(string what, byte[] bytes)
    {
        using var folder = new SongFolder().With("song.wav", bytes);

        var result = folder.Cut(Song("song"));

        Assert.True(result.Songs.Count == 1, $"{what}: {string.Join(' ', result.Skipped)}");
        Assert.Equal([0.5f, -0.5f, 0.25f, 0f], folder.Clips("song").Values[..4]);
    }

    [Fact]
    public void Reads_silence_behind_a_size_of_0_as_samples()
    {
        using var folder = new SongFolder().With("song.wav", Riff(MonoFormat, Chunk("data", 0, new byte[8_000])));

        Assert.Equal(2, folder.Cut(Song("song")).Songs[0].Clips);
    }

    [Fact]
    public void Refuses_an_RF64_file_that_says_more_than_there_is()
    {
        var bytes = Rf64(Chunk("ds64", Sizes(dataBytes: 8)), MonoFormat, Chunk("data", uint.MaxValue, ThreeSamples));
        using var folder = new SongFolder().With("song.wav", bytes);

        Assert.Equal("'song.wav' truncated: the data chunk says 8 bytes, 6 are there", folder.ReasonToSkip());
    }

    /// <summary>The body of a ds64 chunk: sizes of file and samples, number of samples, length of a table.</summary>
    private static byte[] Sizes(long dataBytes) => [.. new byte[8], .. BitConverter.GetBytes(dataBytes), .. new byte[12]];
}
