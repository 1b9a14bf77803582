using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

/// <summary>A song that is shorter than a sample is to a network what it is without the steps it lacks.</summary>
public sealed class MaskedStepsTests
{
    private const int Steps = 6;

    private static readonly NetworkSpec Spec = new(
        5, [new LstmSpec(9), new LstmSpec(4, Activation.Relu, Activation.Sigmoid)], [new DenseSpec(3, Activation.Tanh), new DenseSpec(1)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void The_estimate_of_a_padded_song_is_that_of_its_own_clips_bit_for_bit(int clips)
    {
        var network = Small.Network<float>(Spec);
        var own = Small.Clips<float>(1, clips, 5);
        var (padded, alone) = (new float[1], new float[1]);

        network.Predict(own, SampleBuilder.Build(own.ClipsPerSong, Steps, ShortSongs.Pad), Steps, padded);
        network.Predict(own, [new Sample(0, 0)], clips, alone);

        Assert.NotEqual(0, alone[0]);
        Assert.Equal(alone, padded);
    }

    [Fact]
    public void The_other_samples_of_a_batch_do_not_notice()
    {
        var network = Small.Network<float>(Spec);
        var clips = new ClipSet<float>(5);
        clips.Add(Small.Clips<float>(1, Steps, 5, seed: 8)[0]);
        clips.Add(Small.Clips<float>(1, 2, 5, seed: 9)[0]);
        var (both, alone) = (new float[2], new float[1]);

        network.Predict(clips, SampleBuilder.Build(clips.ClipsPerSong, Steps, ShortSongs.Pad), Steps, both);
        network.Predict(clips, [new Sample(0, 0)], Steps, alone);

        Assert.Equal(alone[0], both[0]);
    }

    [Fact]
    public void The_gradient_of_a_padded_song_is_that_of_its_own_clips()
    {
        const double Rounding = 1e-12; // sums over more rows, which are zero, in another order
        var network = Small.Network<double>(Spec);
        var own = Small.Clips<double>(1, 2, 5);

        network.Learn(own, [new Sample(0, 0, Masked: Steps - 2)], Steps, [1.5], new Loss(LossKind.Mse), dropout: null);
        var padded = network.Gradient.ToArray();
        network.Learn(own, [new Sample(0, 0)], 2, [1.5], new Loss(LossKind.Mse), dropout: null);

        Assert.Equal(network.Gradient.ToArray(), padded, (a, b) => Math.Abs(a - b) < Rounding);
    }

    [Fact]
    public void A_network_can_be_trained_on_padded_songs()
    {
        var clips = new ClipSet<float>(5);
        for (var song = 0; song < 8; song++)
            clips.Add(Small.Clips<float>(1, 1 + (song % 4), 5, seed: (ulong)song)[0]);
        var samples = SampleBuilder.Build(clips.ClipsPerSong, 3, ShortSongs.Pad);
        var labelled = new LabelledSamples(samples, [.. samples.Select(sample => Math.Sin(1 + sample.Song))]);
        var trainer = new Trainer<float>(
            new Network<float>(NetworkSpec.Paper(5, 1)), 3, Small.Training(epochs: 200), clips, labelled, labelled, new Rng(3));

        var epochs = trainer.Run().ToArray();

        Assert.InRange(epochs[^1].ValidationMse, 0, 0.05 * epochs[0].ValidationMse); // it over-fits eight songs, as it should
    }
}
