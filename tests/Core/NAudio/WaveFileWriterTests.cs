using NAudio.Wave;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.NAudio;

public sealed class WaveFileWriterTests
{
    [Fact]
    public void Writes_16_bit_mono_as_the_format_says()
    {
        using var stream = new MemoryStream();

        using (var writer = new WaveFileWriter(stream, new WaveFormat(22_050, 16, 1)))
            writer.WriteSamples([9f, 0.5f, -1f, 2f, 9f], 1, 3);

        Assert.Equal(
        [
            .. "RIFF"u8, 42, 0, 0, 0, .. "WAVE"u8,
            .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x22, 0x56, 0, 0, 0x44, 0xAC, 0, 0, 2, 0, 16, 0,
            .. "data"u8, 6, 0, 0, 0, 0xFF, 0x3F, 0x01, 0x80, 0xFF, 0x7F,
        ], stream.ToArray());
    }

    [Fact]
    public void Gives_back_the_samples_it_wrote_as_float()
    {
        using var stream = new MemoryStream();
        using (var writer = new WaveFileWriter(stream, WaveFormat.CreateIeeeFloatWaveFormat(48_000, 2)))
            writer.WriteSamples([0.25f, -0.75f], 0, 2);
        stream.Position = 0;

        using var reader = new WaveFileReader(stream);
        var samples = new float[2];
        var read = reader.ToSampleProvider().Read(samples);

        Assert.Equal((2, 48_000, 2), (read, reader.WaveFormat.SampleRate, reader.WaveFormat.Channels));
        Assert.Equal([0.25f, -0.75f], samples);
    }

    [Fact]
    public void Pads_an_odd_number_of_bytes_and_does_not_count_the_padding()
    {
        using var stream = new MemoryStream();

        using (var writer = new WaveFileWriter(stream, new WaveFormat(8_000, 8, 1)))
            writer.Write([128, 129, 130]);

        Assert.Equal(48, stream.Length);
        Assert.Equal(40, BitConverter.ToInt32(stream.ToArray(), 4));
        Assert.Equal(3, BitConverter.ToInt32(stream.ToArray(), 40));
    }

    [Fact]
    public void Refuses_samples_for_a_format_it_does_not_write()
    {
        using var stream = new MemoryStream();
        using var writer = new WaveFileWriter(stream, new WaveFormat(44_100, 24, 1));

        Assert.Throws<InvalidOperationException>(() => writer.WriteSample(0.5f));
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Writes_files_that_sox_reads()
    {
        Outside.NeedsProgram("sox", "sox");
        var path = Path.Combine(Directory.CreateTempSubdirectory("playcount-").FullName, "tone.wav");

        using (var writer = new WaveFileWriter(path, new WaveFormat(22_050, 16, 1)))
            writer.WriteSamples([.. Enumerable.Range(0, 22_050).Select(n => 0.5f * MathF.Sin(n * 0.1f))], 0, 22_050);

        var (_, statistics) = Outside.Run("sox", path, "-n", "stat");
        Assert.Contains("Samples read:             22050", statistics, StringComparison.Ordinal);
        Assert.Contains("Maximum amplitude:     0.499", statistics, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }
}
