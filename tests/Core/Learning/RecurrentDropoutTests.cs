using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Dropout of the hidden state on its way to the next step.</summary>
public sealed class RecurrentDropoutTests
{
    private const int Steps = 3;

    /// <summary>One unit with linear gates of bias 0 and a cell that only the input gate lets in; see the test.</summary>
    private static readonly NetworkSpec OneUnit = new(
        1, [new LstmSpec(1, Activation.Linear, Activation.Linear, RecurrentDropout: 0.5)], [new DenseSpec(1)]);

    /// <summary>With i = o = 1, f = 0 and g = x + h m the hidden state is 1, 1 + m, 1 + m + m² for clips of 1, m being 0 or 2.</summary>
    [Fact]
    public void One_mask_a_sample_is_held_over_all_steps()
    {
        var network = new Network<double>(OneUnit);
        double[] kernel = [0, 0, 1, 0], recurrent = [0, 0, 1, 0], bias = [1, 0, 0, 1], dense = [1, 0];
        double[] weights = [.. kernel, .. recurrent, .. bias, .. dense];
        weights.CopyTo(network.Weights);
        var clips = new ClipSet<double>(1);
        for (var song = 0; song < 20; song++)
            clips.Add([1, 1, 1]);
        var samples = SampleBuilder.Build(clips.ClipsPerSong, Steps);
        var seen = new HashSet<double>();

        foreach (var sample in samples)
            seen.Add(network.Learn(clips, [sample], Steps, [0], new Loss(LossKind.Mse), new Rng((ulong)sample.Song)).Loss);

        Assert.Equal([1.0, 49.0], seen.Order()); // 1 of m = 0, and 1 + 2 + 4 of m = 2, squared
        Assert.Equal(9, network.Learn(clips, [samples[0]], Steps, [0], new Loss(LossKind.Mse), dropout: null).Loss); // 1 + 1 + 1
    }

    [Fact]
    public void Samples_of_a_batch_have_masks_of_their_own_and_estimates_none()
    {
        var network = Small.Network<double>(new NetworkSpec(2, [new LstmSpec(8, RecurrentDropout: 0.5)], [new DenseSpec(1)]));
        var plain = Small.Network<double>(new NetworkSpec(2, [new LstmSpec(8)], [new DenseSpec(1)]));
        var clips = new ClipSet<double>(2);
        clips.Add([1, 2, 3, 4, 5, 6]);
        clips.Add([1, 2, 3, 4, 5, 6]);
        var samples = SampleBuilder.Build(clips.ClipsPerSong, Steps);
        var (estimates, expected) = (new double[2], new double[2]);

        // Of two equal samples with masks of their own the losses differ: their sum is not twice the first one's.
        var both = network.Learn(clips, samples, Steps, [0, 0], new Loss(LossKind.Mse), new Rng(1)).Loss;
        var first = network.Learn(clips, samples.AsSpan(0, 1), Steps, [0], new Loss(LossKind.Mse), new Rng(1)).Loss;
        network.Predict(clips, samples, Steps, estimates);
        plain.Predict(clips, samples, Steps, expected);

        Assert.NotEqual(2 * first, both);
        Assert.Equal(expected, estimates);
    }

    [Fact]
    public void Of_one_step_there_is_nothing_to_drop()
    {
        var clips = Small.Clips<double>(4, 1, 2);
        var samples = SampleBuilder.Build(clips.ClipsPerSong, 1);
        var spec = new NetworkSpec(2, [new LstmSpec(4, RecurrentDropout: 0.9)], [new DenseSpec(1)]);

        var (dropped, plain) = (Small.Network<double>(spec), Small.Network<double>(spec));
        dropped.Learn(clips, samples, 1, [1, 2, 3, 4], new Loss(LossKind.Mse), new Rng(1));
        plain.Learn(clips, samples, 1, [1, 2, 3, 4], new Loss(LossKind.Mse), dropout: null);

        Assert.Equal(plain.Gradient.ToArray(), dropped.Gradient.ToArray());
    }

    [Fact]
    public void Gives_the_same_bits_at_one_and_two_threads()
    {
        var spec = new NetworkSpec(500, [new LstmSpec(100, RecurrentDropout: 0.3), new LstmSpec(100, RecurrentDropout: 0.2)],
            [new DenseSpec(1)]);
        var weights = new[] { 1, 2 }.Select(threads =>
        {
            var clips = Small.Clips<float>(40, 4, 500);
            var trainer = new Trainer<float>(new Network<float>(spec, threads), 4, Small.Training(3, batchSize: 32), clips,
                Small.Labelled(clips, 4), Small.Labelled(clips, 4), new Rng(1));
            Assert.Equal(3, trainer.Run().Count());
            return trainer.Network.Weights.ToArray();
        }).ToArray();

        Assert.Equal(weights[0], weights[1]);
    }
}
