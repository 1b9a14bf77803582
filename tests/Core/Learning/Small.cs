using System.Numerics;
using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Small networks and data for tests.</summary>
internal static class Small
{
    public static ClipSet<T> Clips<T>(int songs, int clips, int inputs, ulong seed = 3) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rng = new Rng(seed);
        var set = new ClipSet<T>(inputs);
        for (var song = 0; song < songs; song++)
            set.Add(Enumerable.Range(0, clips * inputs).Select(_ => (float)rng.NextGaussian()).ToArray());
        return set;
    }

    public static Network<T> Network<T>(NetworkSpec spec, ulong seed = 5, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var network = new Network<T>(spec, threads);
        network.Initialize(new Rng(seed));
        return network;
    }

    public static LabelledSamples Labelled<T>(ClipSet<T> clips, int steps) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var samples = SampleBuilder.Build(clips.ClipsPerSong, steps);
        return new LabelledSamples(samples, Array.ConvertAll(samples, s => Math.Sin(1 + s.Song) + (0.1 * s.FirstClip)));
    }

    public static TrainingSpec Training(int epochs, OptimizerKind optimizer = OptimizerKind.RmsProp, int batchSize = 4) =>
        new(epochs, batchSize, OptimizerSpec.Default(optimizer), new Loss(LossKind.Mse));
}
