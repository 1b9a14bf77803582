using PlayCount.Audio.Decoding;
using static PlayCount.Tests.WavBytes;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class MutatedWavTests
{
    private const int Mutations = 20_000;

    /// <summary>Two blocks of samples, interleaved and mixed, and change: nothing a header says may cost more.</summary>
    private const long MaxAllocatedBytes = 2_000_000;

    [Fact]
    public void A_mutated_header_gives_samples_or_a_reason_and_costs_little_memory()
    {
        byte[] sizes = [.. BitConverter.GetBytes(90L), .. BitConverter.GetBytes(12L), .. BitConverter.GetBytes(6L), 0, 0, 0, 0];
        byte[] data = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
        byte[][] files =
        [
            Riff(Format(1, 2, 22_050, 16), Chunk("LIST", [1, 2, 3]), Chunk("data", data)),
            Riff(ExtensibleFormat(3, 1, 44_100, 32, 32), Chunk("data", data)),
            Rf64(Chunk("ds64", sizes), Format(1, 1, 48_000, 24), Chunk("data", uint.MaxValue, data)),
        ];
        var random = new Random(20_261_122);
        var (decoded, refused) = (0, 0);

        for (var i = 0; i < Mutations; i++)
        {
            var bytes = Mutate(files[i % files.Length], random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                decoded += Decode(bytes) >= 0 ? 1 : 0;
            }
            catch (InvalidDataException reason)
            {
                Assert.NotEmpty(reason.Message);
                refused++;
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxAllocatedBytes);
        }

        Assert.Equal(Mutations, decoded + refused);
        Assert.InRange(decoded, Mutations / 20, Mutations); // the mutations leave some files whole,
        Assert.InRange(refused, Mutations / 20, Mutations); // and break others
    }

    private static byte[] Mutate(byte[] file, Random random)
    {
        byte[] interesting = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF];
        var bytes = (byte[])file.Clone();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Length);
            bytes[at] = random.Next(2) == 0 ? interesting[random.Next(interesting.Length)] : (byte)random.Next(256);
        }

        return random.Next(4) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static long Decode(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        using var decoder = AudioDecoders.Open(stream, "wav");
        var mono = new MonoReader(decoder, new DecodingLimits());
        while (!mono.ReadBlock().IsEmpty)
        {
        }

        return mono.Frames;
    }
}
