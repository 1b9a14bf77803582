using System.Runtime.InteropServices;
using NAudio.Wave;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.NAudio;

public sealed class WaveFileWriterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-");

    private string WavPath => Path.Combine(_folder.FullName, "tone.wav");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Writes_16_bit_mono_as_the_format_says()
    {
        var file = Write(new WaveFormat(22_050, 16, 1), [0xFF, 0x3F, 0x01, 0x80, 0xFF, 0x7F]);

        Assert.Equal(
        [
            .. "RIFF"u8, 42, 0, 0, 0, .. "WAVE"u8,
            .. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x22, 0x56, 0, 0, 0x44, 0xAC, 0, 0, 2, 0, 16, 0,
            .. "data"u8, 6, 0, 0, 0, 0xFF, 0x3F, 0x01, 0x80, 0xFF, 0x7F,
        ], file);
    }

    [Fact]
    public void Gives_back_the_samples_it_wrote_as_float()
    {
        using var file = new MemoryStream(
            Write(WaveFormat.CreateIeeeFloatWaveFormat(48_000, 2), [.. BitConverter.GetBytes(0.25f), .. BitConverter.GetBytes(-0.75f)]));

        using var reader = new WaveFileReader(file);
        var samples = new float[2];
        var read = reader.ToSampleProvider().Read(samples);

        Assert.Equal((2, 48_000, 2), (read, reader.WaveFormat.SampleRate, reader.WaveFormat.Channels));
        Assert.Equal([0.25f, -0.75f], samples);
    }

    [Fact]
    public void Pads_an_odd_number_of_bytes_and_does_not_count_the_padding()
    {
        var file = Write(new WaveFormat(8_000, 8, 1), [128, 129, 130]);

        Assert.Equal(48, file.Length);
        Assert.Equal(40, BitConverter.ToInt32(file, 4));
        Assert.Equal(3, BitConverter.ToInt32(file, 40));
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Writes_files_that_sox_reads()
    {
        Outside.NeedsProgram("sox", "sox");
        short[] samples = [.. Enumerable.Range(0, 22_050).Select(n => (short)(16_384 * Math.Sin(n * 0.1)))];

        Write(new WaveFormat(22_050, 16, 1), MemoryMarshal.AsBytes(samples.AsSpan()));

        var (_, statistics) = Outside.Run("sox", WavPath, "-n", "stat");
        Assert.Contains("Samples read:             22050", statistics, StringComparison.Ordinal);
        Assert.Contains("Maximum amplitude:     0.499", statistics, StringComparison.Ordinal);
    }

    private byte[] Write(WaveFormat format, ReadOnlySpan<byte> samples)
    {
        using (var writer = new WaveFileWriter(WavPath, format))
            writer.Write(samples);
        return File.ReadAllBytes(WavPath);
    }
}
