using PlayCount.Audio;
using PlayCount.Audio.Spectra;

namespace PlayCount.Core.Tests;

/// <summary>Filter bank, spectra and vectors against a computation in NumPy, written from the formulas with dense matrices.</summary>
[Trait("Set", "Full")]
public sealed class FrontEndsAgainstNumPyTests
{
    // Both compute in double and round once to 32 bits, at up to 128 (8e-6), or 2,048 for the first cepstral coefficient (1.3e-4).
    private const double DecibelTolerance = 1.6e-5;
    private const double CepstrumTolerance = 2.5e-4;

    // Half the distance of 32-bit numbers up to 1/16: the largest weight is 0.04.
    private const double WeightTolerance = 2e-9;

    private const string Formulas = """
        import numpy as np
        rate, size, hop, bands = 22050, 2048, 512, 128

        def hz(mel):
            return np.where(mel < 15, mel * 200 / 3, 1000 * 6.4 ** ((mel - 15) / 27))

        def filters():
            top = 15 + 27 * np.log(rate / 2 / 1000) / np.log(6.4)
            edges = hz(np.arange(bands + 2) * top / (bands + 1))
            bins = np.arange(size // 2 + 1) * rate / size
            tent = lambda low, peak, high: np.interp(bins, [low, peak, high], [0, 2 / (high - low), 0])
            return np.stack([tent(*edges[b:b + 3]) for b in range(bands)])

        def powers(clip):
            padded = np.concatenate([np.zeros(size // 2), clip.astype(float), np.zeros(size // 2)])
            hann = np.sin(np.pi * np.arange(size) / size) ** 2
            starts = range(0, len(clip) + 1, hop)
            return np.stack([np.abs(np.fft.rfft(hann * padded[s:s + size])) ** 2 for s in starts])

        def decibels(clip):
            db = 10 * np.log10(np.maximum(1e-10, powers(clip) @ filters().T))
            return np.maximum(db, db.max() - 80)

        def cepstrum(db):
            n = np.arange(bands)
            basis = np.cos(np.pi * np.outer(np.arange(20), n + 0.5) / bands) * np.sqrt(2 / bands)
            basis[0] /= np.sqrt(2)
            return db @ basis.T

        def pooled(frames):
            edges = [k * len(frames) // 4 for k in range(5)]
            return np.concatenate([np.concatenate([part.mean(0), part.std(0)])
                                   for part in (frames[a:b] for a, b in zip(edges, edges[1:]))])

        def save(name, matrix):
            np.save(name, np.atleast_2d(matrix).astype(np.float32))

        """;

    [Fact]
    public void Has_the_same_filter_bank()
    {
        using var numPy = new AudioNumPy();

        numPy.Run(Formulas + "save('filters.npy', filters())");
        var expected = numPy.Read("filters.npy");

        var filters = new MelFilterBank(128, 2048, 22_050);
        Assert.Equal((128, 1025), (expected.Rows, expected.Columns));
        Assert.All(
            Enumerable.Range(0, 128 * 1025),
            i => Assert.Equal(expected.Values[i], filters.Weight(i / 1025, i % 1025), WeightTolerance));
    }

    [Fact]
    public void Has_the_same_power_spectrum()
    {
        using var numPy = new AudioNumPy();
        var signal = Music(2_048);
        numPy.Write("signal.npy", signal, 1, signal.Length);

        numPy.Run(Formulas + "save('power.npy', np.abs(np.fft.rfft(np.load('signal.npy')[0].astype(float))) ** 2)");
        var expected = numPy.Read("power.npy").Values;

        var power = new double[1025];
        new RealFft(2_048).PowerSpectrum(Array.ConvertAll(signal, value => (double)value), power);
        var top = power.Max();
        Assert.All(Enumerable.Range(0, 1025), bin => Assert.Equal(expected[bin] / top, power[bin] / top, 6e-8));
    }

    [Theory]
    [InlineData(110_250)]
    [InlineData(111_168)]
    [InlineData(22_050)]
    [InlineData(1_536)]
    [InlineData(3_583)] // 7 frames: spans of 1, 2, 2 and 2; the last samples are in no frame's middle
    public void Has_the_same_vectors(int clipSamples)
    {
        using var numPy = new AudioNumPy();
        var clip = Music(clipSamples);
        numPy.Write("clip.npy", clip, 1, clip.Length);

        numPy.Run(Formulas + """
            db = decibels(np.load("clip.npy")[0])
            save("log-mel-full.npy", db.ravel())
            save("log-mel.npy", pooled(db))
            save("mfcc.npy", pooled(cepstrum(db)))
            """);

        AssertClose(numPy.Read("log-mel-full.npy").Values, Vector("log-mel-full", clip), DecibelTolerance);
        AssertClose(numPy.Read("log-mel.npy").Values, Vector("log-mel", clip), DecibelTolerance);
        AssertClose(numPy.Read("mfcc.npy").Values, Vector("mfcc", clip), CepstrumTolerance);
    }

    private static void AssertClose(float[] expected, float[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(Enumerable.Range(0, expected.Length), i => Assert.Equal((double)expected[i], actual[i], tolerance));
    }

    // Two gliding tones, noise, a pause and a click: loud and silent bands, and the 80 dB limit at work.
    private static float[] Music(int samples)
    {
        var random = new Random(samples);
        var signal = new float[samples];
        for (var n = 0; n < samples; n++)
        {
            var time = n / 22_050.0;
            var (low, high) = (2 * Math.PI * (220 + 60 * time) * time, 2 * Math.PI * 3_000 * time * (1 + time / 20));
            var noise = 0.02 * (random.NextDouble() - 0.5) * (n / 20_000 % 2);
            signal[n] = n % 9_000 > 8_000 ? 0 : (float)(0.4 * Math.Sin(low) + 0.2 * Math.Sin(high) + noise);
        }

        signal[samples / 3] = 0.9f;
        return signal;
    }

    private static float[] Vector(string name, float[] clip)
    {
        var frontEnd = FrontEnds.Create(name, clip.Length);
        var vector = new float[frontEnd.ValuesPerClip];
        frontEnd.Compute(clip, vector);
        return vector;
    }
}
