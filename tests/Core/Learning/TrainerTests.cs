using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Learning;

public sealed class TrainerTests
{
    private static readonly NetworkSpec Spec = new(
        6,
        [new LstmSpec(8, Dropout: 0.2), new LstmSpec(5, RecurrentDropout: 0.2)],
        [new DenseSpec(4, Activation.Tanh, Dropout: 0.1), new DenseSpec(1)]);

    [Theory]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Stopping_and_resuming_equals_never_stopping(OptimizerKind optimizer)
    {
        var whole = Start(optimizer);
        var expected = whole.Run().ToArray();

        var first = Start(optimizer);
        var results = first.Run().Take(3).ToList();
        var second = Start(optimizer, seed: 99);
        second.Restore(first.Capture());
        results.AddRange(second.Run());

        Assert.Equal(expected, results);
        Assert.Equal(whole.Network.Weights.ToArray(), second.Network.Weights.ToArray());
    }

    [Fact]
    public void The_same_seed_gives_the_same_losses_and_another_seed_others()
    {
        Assert.Equal(Start(OptimizerKind.RmsProp).Run().ToArray(), Start(OptimizerKind.RmsProp).Run().ToArray());
        Assert.NotEqual(Start(OptimizerKind.RmsProp).Run().ToArray(), Start(OptimizerKind.RmsProp, seed: 8).Run().ToArray());
    }

    [Fact]
    public void Gives_the_same_bits_at_one_and_two_threads()
    {
        var spec = NetworkSpec.Paper(500, 2);
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

    [Fact]
    public void Over_fits_one_batch()
    {
        const double Learned = 1e-4;
        var clips = Small.Clips<float>(4, 3, 10);
        var trainer = new Trainer<float>(
            new Network<float>(NetworkSpec.Paper(10, 1)), 3, Small.Training(300, OptimizerKind.Adam), clips, Small.Labelled(clips, 3),
            new LabelledSamples([], []), new Rng(2));

        var results = trainer.Run().ToArray();

        Assert.True(results[0].TrainMse > 0.1);
        Assert.True(results[^1].TrainMse < Learned, $"{results[^1].TrainMse}");
    }

    [Fact]
    public void Stops_after_the_epoch_whose_error_is_not_finite()
    {
        var clips = Small.Clips<float>(4, 3, 10);
        var spec = Small.Training(50, OptimizerKind.Sgd) with { Optimizer = OptimizerSpec.Default(OptimizerKind.Sgd, learningRate: 1e30) };
        var trainer = new Trainer<float>(
            new Network<float>(NetworkSpec.Paper(10, 1)), 3, spec, clips, Small.Labelled(clips, 3), Small.Labelled(clips, 3), new Rng(2));

        var results = trainer.Run().ToArray();

        Assert.InRange(results.Length, 1, 5);
        Assert.False(results[^1].IsFinite(hasValidation: true));
    }

    [Fact]
    public void The_reported_validation_error_is_that_of_the_estimates()
    {
        var clips = Small.Clips<double>(6, 4, 6);
        var rows = Small.Labelled(clips, 2);
        var trainer = new Trainer<double>(new Network<double>(Spec), 2, Small.Training(2), clips, rows, rows, new Rng(2));

        var last = trainer.Run().Last();

        var errors = trainer.Estimate(rows.Samples).Zip(rows.Targets, (e, t) => (e - t) * (e - t));
        Assert.Equal(errors.Average(), last.ValidationMse, 1e-14);
    }

    private static Trainer<float> Start(OptimizerKind optimizer, ulong seed = 7)
    {
        var clips = Small.Clips<float>(9, 5, 6);
        return new Trainer<float>(new Network<float>(Spec), 2, Small.Training(6, optimizer), clips, Small.Labelled(clips, 2),
            Small.Labelled(clips, 2), new Rng(seed));
    }
}
