using System.Numerics;
using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;

namespace PlayCount.Gpu.Bench;

/// <summary>How far the errors of both engines are apart over the first updates from equal weights; later ones are chaotic.</summary>
internal static class Losses
{
    public const int Updates = 20;

    private const int Inputs = 64, Songs = 12, Clips = 8, Layers = 2, Steps = 4;

    /// <summary>The largest difference over the managed engine's error, training and validation.</summary>
    public static double Apart<T>(TorchEngine engine) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var managed = new ManagedGroup<T>([Plan<T>()]);
        using var torch = engine.Start([Plan<T>()]);
        return Errors(managed).Zip(Errors(torch), (own, other) => Math.Abs(own - other) / Math.Abs(own)).Max();
    }

    private static double[] Errors<T>(ITrainerGroup<T> group) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [.. group.Run().Select(epoch => epoch[0]!.Value).SelectMany(epoch => new[] { epoch.TrainMse, epoch.ValidationMse })];

    /// <summary>One batch an epoch: as many updates as epochs.</summary>
    private static TrainingPlan<T> Plan<T>() where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rng = Rng.For(3);
        var clips = new ClipSet<T>(Inputs);
        for (var song = 0; song < Songs; song++)
            clips.Add([.. Enumerable.Range(0, Clips * Inputs).Select(_ => (float)((2 * rng.NextDouble()) - 1))]);
        Sample[] samples = [.. SampleBuilder.Build(clips.ClipsPerSong, Steps)];
        var labelled = new LabelledSamples(samples, Array.ConvertAll(samples, sample => Math.Sin(sample.Song)));
        var training = new TrainingSpec(Updates, samples.Length, OptimizerSpec.Default(OptimizerKind.RmsProp), new Loss(LossKind.Mse));
        return new TrainingPlan<T>(NetworkSpec.Paper(Inputs, Layers), Steps, training, clips, labelled, labelled, Rng.For(4));
    }
}
