using System.Numerics;
using System.Runtime.InteropServices;
using PlayCount.Core.Tests.Learning;
using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;

namespace PlayCount.Torch.Tests;

/// <summary>Both engines on small networks. One thread, so that the sums of libtorch have one order.</summary>
internal static class Engines
{
    private const long Plenty = 1L << 30;

    /// <summary>Skips the test where what binds TorchSharp to libtorch was not built; what was built and does not load fails it.</summary>
    public static void Need()
    {
        const string Binding = "LibTorchSharp";
        var assembly = typeof(TorchSharp.torch).Assembly;
        if (NativeLibrary.TryLoad(Binding, assembly, searchPath: null, out _))
            return;
        Assert.SkipUnless(
            File.Exists(Path.Combine(AppContext.BaseDirectory, $"lib{Binding}.so")),
            "needs libLibTorchSharp.so beside the tests: infra/install.sh, native/build.sh, and build again");
        NativeLibrary.Load(Binding, assembly, searchPath: null);
    }

    public static TorchEngine Torch(
        Precision precision = Precision.Full, long memoryBytes = Plenty, long limitBytes = long.MaxValue, bool fuses = true) =>
        new(isCuda: false, "cpu", precision, memoryBytes, threads: 1, limitBytes, fuses);

    /// <summary>A plan of songs of 5 clips; some of fewer, padded, where that is asked for.</summary>
    public static TrainingPlan<T> Plan<T>(
        NetworkSpec spec, TrainingSpec training, int steps = 3, ulong seed = 7, int songs = 9, bool isPadded = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clips = Small.Clips<T>(songs, 5, spec.Inputs);
        var rows = Small.Labelled(clips, steps);
        if (isPadded)
        {
            rows = rows with
            {
                Samples = [.. rows.Samples.Select((sample, n) => n % 2 == 0 ? sample with { Masked = 1 + (n % (steps - 1)) } : sample)],
            };
        }

        return new TrainingPlan<T>(spec, steps, training, clips, rows, rows, new Rng(seed));
    }

    /// <summary>Training and validation error of each epoch.</summary>
    public static double[] Errors<T>(ITrainerGroup<T> group, int network = 0) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. group.Run().Select(epoch => epoch[network]!.Value).SelectMany(epoch => new[] { epoch.TrainMse, epoch.ValidationMse })];

    /// <summary>Asserts that numbers agree, each relative to its size.</summary>
    public static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= tolerance * Math.Abs(expected[i]),
                FormattableString.Invariant($"number {i}: {expected[i]} and {actual[i]} differ by more than {tolerance} of it"));
        }
    }
}
