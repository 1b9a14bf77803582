using NAudio.Wave;
using static PlayCount.Tests.WavBytes;

namespace PlayCount.Core.Tests.NAudio;

public sealed class WaveFileReaderTests
{
    private static readonly byte[] TwoSamplesOf16Bits = [0x00, 0x40, 0x00, 0x80]; // 16384, -32768

    public static TheoryData<string, byte[], byte[], float[]> Encodings => new()
    {
        { "PCM 8", Format(1, 1, 8_000, 8), [0, 64, 128, 192], [-1f, -0.5f, 0f, 0.5f] },
        { "PCM 16", Format(1, 1, 22_050, 16), [0x01, 0x00, 0x00, 0xC0, 0xFF, 0x7F], [1 / 32768f, -0.5f, 32767 / 32768f] },
        { "PCM 24", Format(1, 1, 44_100, 24), [0x00, 0x00, 0x40, 0x00, 0x00, 0x80, 0xFF, 0xFF, 0xFF], [0.5f, -1f, -1 / 8388608f] },
        { "PCM 32", Format(1, 1, 384_000, 32), [0, 0, 0, 0x20, 0, 0, 0, 0x80], [0.25f, -1f] },
        { "float 32", Format(3, 1, 48_000, 32), [.. BitConverter.GetBytes(0.1f), .. BitConverter.GetBytes(-1.5f)], [0.1f, -1.5f] },
        { "float 64", Format(3, 1, 96_000, 64), [.. BitConverter.GetBytes(0.25), .. BitConverter.GetBytes(-0.125)], [0.25f, -0.125f] },
        { "extensible PCM 24", ExtensibleFormat(1, 1, 192_000, 24, 20), [0x00, 0x00, 0xE0], [-0.25f] },
        { "extensible float 32", ExtensibleFormat(3, 1, 44_100, 32, 32), BitConverter.GetBytes(0.75f), [0.75f] },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Gives_every_encoding_as_floats_of_full_scale_one(string encoding, byte[] format, byte[] data, float[] expected)
    {
        using var reader = Open(Riff(format, Chunk("data", data)));

        var samples = ReadAll(reader.ToSampleProvider());

        Assert.True(expected.SequenceEqual(samples), $"{encoding}: {string.Join(' ', samples)}");
    }

    [Fact]
    public void Interleaves_eight_channels_at_192_kHz()
    {
        byte[] frame = [0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7]; // channel n: n * 256
        using var reader = Open(Riff(Format(1, 8, 192_000, 16), Chunk("data", [.. frame, .. frame])));

        var samples = ReadAll(reader.ToSampleProvider());

        var format = reader.WaveFormat;
        Assert.Equal((8, 192_000, 16), (format.Channels, format.SampleRate, format.BlockAlign));
        Assert.Equal([.. Enumerable.Range(0, 16).Select(n => n % 8 / 128f)], samples);
    }

    [Fact]
    public void Walks_over_other_chunks_and_the_pad_byte_of_odd_ones()
    {
        using var reader = Open(Riff(
            Chunk("LIST", [1, 2, 3]), Format(1, 1, 22_050, 16), Chunk("fact", [9, 9, 9, 9]), Chunk("odd ", [7]),
            Chunk("data", TwoSamplesOf16Bits), Chunk("LIST", [5, 5, 5, 5])));

        Assert.Equal([0.5f, -1f], ReadAll(reader.ToSampleProvider()));
    }

    [Fact]
    public void Takes_the_length_of_an_RF64_file_from_its_ds64_chunk()
    {
        byte[] sizes = [.. BitConverter.GetBytes(80L), .. BitConverter.GetBytes(4L), .. BitConverter.GetBytes(2L), 0, 0, 0, 0];
        using var reader = Open(Rf64(
            Chunk("ds64", sizes), Format(1, 1, 22_050, 16), Chunk("data", uint.MaxValue, TwoSamplesOf16Bits), Chunk("LIST", [5, 5, 5, 5])));

        Assert.Equal([0.5f, -1f], ReadAll(reader.ToSampleProvider()));
    }

    [Theory]
    [InlineData(0xFFFFFFFF)]
    [InlineData(0x7FFFF000)]
    [InlineData(6)]
    public void Cuts_a_data_chunk_that_says_too_much_to_what_is_there(uint statedBytes)
    {
        using var reader = Open(Riff(Format(1, 1, 22_050, 16), Chunk("data", statedBytes, TwoSamplesOf16Bits)));

        Assert.Equal(4, reader.Length);
        Assert.Equal([0.5f, -1f], ReadAll(reader.ToSampleProvider()));
    }

    [Fact]
    public void Leaves_a_half_sample_at_the_end_out()
    {
        using var reader = Open(Riff(Format(1, 1, 22_050, 16), Chunk("data", 7, [.. TwoSamplesOf16Bits, 0x11])));

        Assert.Equal([0.5f, -1f], ReadAll(reader.ToSampleProvider()));
    }

    [Fact]
    public void Reads_raw_bytes_of_a_known_format_from_where_the_stream_stands()
    {
        using var stream = new MemoryStream([99, .. TwoSamplesOf16Bits]) { Position = 1 };
        using var raw = new RawSourceWaveStream(stream, new WaveFormat(22_050, 16, 1));

        Assert.Equal([0.5f, -1f], ReadAll(raw.ToSampleProvider()));
    }

    [Fact]
    public void Reads_again_from_the_position_set()
    {
        using var reader = Open(Riff(Format(1, 1, 22_050, 16), Chunk("data", TwoSamplesOf16Bits)));
        ReadAll(reader.ToSampleProvider());

        reader.Position = 2;

        Assert.Equal([-1f], ReadAll(reader.ToSampleProvider()));
    }

    [Fact]
    public void Refuses_to_read_half_a_block()
    {
        using var reader = Open(Riff(Format(1, 2, 22_050, 16), Chunk("data", TwoSamplesOf16Bits)));

        Assert.Throws<ArgumentException>(() => reader.Read(new byte[6]));
    }

    [Fact]
    public void Leaves_a_stream_of_the_caller_open()
    {
        using var stream = new MemoryStream(Riff(Format(1, 1, 22_050, 16), Chunk("data", TwoSamplesOf16Bits)));

        new WaveFileReader(stream).Dispose();

        Assert.True(stream.CanRead);
    }

    public static TheoryData<string, byte[]> NoWavFiles => new()
    {
        { "empty", [] },
        { "three bytes", "RIF"u8.ToArray() },
        { "RIFF of another kind", [.. "RIFF"u8, 4, 0, 0, 0, .. "AVI "u8] },
        { "no chunks", Riff() },
        { "no data", Riff(Format(1, 1, 22_050, 16)) },
        { "no format", Riff(Chunk("data", TwoSamplesOf16Bits)) },
    };

    [Theory]
    [MemberData(nameof(NoWavFiles))]
    public void Refuses_what_is_no_WAV_file(string what, byte[] bytes) =>
        Assert.False(string.IsNullOrEmpty(Assert.Throws<FormatException>(() => Open(bytes)).Message), what);

    [Fact]
    public void Refuses_a_format_without_channels() =>
        Assert.Throws<InvalidDataException>(() => Open(Riff(Format(1, 0, 22_050, 16), Chunk("data", TwoSamplesOf16Bits))));

    [Fact]
    public void Refuses_a_format_chunk_that_is_too_short() =>
        Assert.Throws<InvalidDataException>(() => Open(Riff(Chunk("fmt ", [1, 0, 1, 0]), Chunk("data", TwoSamplesOf16Bits))));

    [Theory]
    [InlineData(0x0011, 4)] // IMA ADPCM
    [InlineData(0x0055, 0)] // MP3 inside WAV
    public void Refuses_to_convert_other_encodings(ushort code, ushort bits)
    {
        byte[] format = [.. BitConverter.GetBytes(code), 1, 0, 0x22, 0x56, 0, 0, 0, 0, 0, 0, 1, 0, .. BitConverter.GetBytes(bits)];
        using var reader = Open(Riff(Chunk("fmt ", format), Chunk("data", TwoSamplesOf16Bits)));

        Assert.Throws<ArgumentException>(reader.ToSampleProvider);
    }

    [Fact]
    public void Refuses_to_convert_PCM_of_12_bits()
    {
        byte[] format = [1, 0, 1, 0, 0x22, 0x56, 0, 0, 0, 0, 0, 0, 2, 0, 12, 0];
        using var reader = Open(Riff(Chunk("fmt ", format), Chunk("data", TwoSamplesOf16Bits)));

        Assert.Throws<InvalidOperationException>(reader.ToSampleProvider);
    }

    private static WaveFileReader Open(byte[] bytes) => new(new MemoryStream(bytes));

    private static float[] ReadAll(ISampleProvider provider)
    {
        var samples = new List<float>();
        var block = new float[provider.WaveFormat.Channels * 3];
        for (int read; (read = provider.Read(block)) > 0;)
            samples.AddRange(block.AsSpan(0, read));
        return [.. samples];
    }
}
