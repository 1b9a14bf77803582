using PlayCount.Learning;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Noise as 16-bit samples, and the WAV file of the same.</summary>
internal static class Sound
{
    public static byte[] Pcm16(int frames, int channels = 1, ulong seed = 9)
    {
        var rng = new Rng(seed);
        var bytes = new byte[sizeof(short) * frames * channels];
        for (var i = 0; i < bytes.Length / sizeof(short); i++)
            BitConverter.TryWriteBytes(bytes.AsSpan(sizeof(short) * i), (short)(20_000 * Math.Tanh(rng.NextGaussian())));
        return bytes;
    }

    public static byte[] Wav(byte[] pcm16, int channels = 1, int rateHz = 22_050) =>
        WavBytes.Riff(WavBytes.Format(1, (ushort)channels, rateHz, 16), WavBytes.Chunk("data", pcm16));
}
