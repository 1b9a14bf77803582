using PlayCount.Core.Tests.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Torch.Tests;

public sealed class TorchGroupTests
{
    /// <summary>Products of stacked matrices may sum in another order than those of one.</summary>
    private const double DoubleTolerance = 1e-9;

    private static readonly NetworkSpec Spec = new(
        6,
        [new LstmSpec(8, Dropout: 0.2), new LstmSpec(5, RecurrentDropout: 0.2)],
        [new DenseSpec(4, Activation.Tanh, Dropout: 0.1), new DenseSpec(1)]);

    private static readonly NetworkSpec Fusible = new(
        6,
        [new LstmSpec(8, GateActivation: Activation.Sigmoid, Dropout: 0.2), new LstmSpec(5, GateActivation: Activation.Sigmoid)],
        [new DenseSpec(1)]);

    public TorchGroupTests() => Engines.Need();

    /// <summary>Listeners of 9, 4 and 14 songs: the first has 3 batches, the second one, the third 4.</summary>
    [Theory]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Networks_that_train_together_are_those_that_train_alone(OptimizerKind optimizer)
    {
        using var engine = Engines.Torch();
        TrainingPlan<double>[] Plans() => [.. new[] { 9, 4, 14 }.Select((songs, n) => Engines.Plan<double>(
            Spec, Small.Training(epochs: 4, optimizer), seed: (ulong)(7 + n), songs: songs))];
        using var together = engine.Start(Plans());
        var epochs = together.Run().ToArray();

        for (var n = 0; n < 3; n++)
        {
            using var alone = engine.Start([Plans()[n]]);
            Engines.AssertClose(
                Engines.Errors(alone), [.. epochs.SelectMany(epoch => new[] { epoch[n]!.Value.TrainMse, epoch[n]!.Value.ValidationMse })],
                DoubleTolerance);
            Engines.AssertClose(alone.Capture(0).Weights.ToArray(), together.Capture(n).Weights.ToArray(), DoubleTolerance);
            var samples = Plans()[n].Validation.Samples;
            Engines.AssertClose(alone.Estimate(0, samples), together.Estimate(n, samples), DoubleTolerance);
        }
    }

    [Fact]
    public void A_network_whose_error_is_not_finite_ends_and_leaves_the_others_alone()
    {
        using var engine = Engines.Torch();
        var (good, bad) = (Engines.Plan<double>(Spec, Small.Training(4)), Engines.Plan<double>(Spec, Small.Training(4)));
        bad.Training.Targets[0] = double.PositiveInfinity;
        using var group = engine.Start([bad, good]);

        var epochs = group.Run().ToArray();

        Assert.Equal(4, epochs.Length);
        Assert.False(epochs[0][0]!.Value.IsFinite(hasValidation: true));
        Assert.All(epochs[1..], epoch => Assert.Null(epoch[0]));
        Assert.All(epochs, epoch => Assert.True(epoch[1]!.Value.IsFinite(hasValidation: true)));
    }

    [Theory]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Goes_on_from_the_managed_engine_s_state_and_the_managed_engine_from_its(OptimizerKind optimizer)
    {
        TrainingPlan<double> Plan(ulong seed = 7) => Engines.Plan<double>(Spec, Small.Training(epochs: 6, optimizer), seed: seed);
        using var engine = Engines.Torch();
        using var whole = new ManagedGroup<double>([Plan()]);
        var expected = Engines.Errors(whole);

        using var first = new ManagedGroup<double>([Plan()]);
        var errors = Take(first, 2);
        using var second = engine.Start([Plan(seed: 99)]);
        second.Restore(0, first.Capture(0));
        errors.AddRange(Take(second, 2));
        using var third = new ManagedGroup<double>([Plan(seed: 98)]);
        third.Restore(0, second.Capture(0));
        errors.AddRange(Take(third, 2));

        Engines.AssertClose(expected, [.. errors], DoubleTolerance);
        Engines.AssertClose(whole.Capture(0).Weights.ToArray(), third.Capture(0).Weights.ToArray(), DoubleTolerance);
    }

    [Fact]
    public void Stopping_and_resuming_equals_never_stopping_bit_for_bit()
    {
        TrainingPlan<float> Plan(ulong seed = 7) => Engines.Plan<float>(Spec, Small.Training(epochs: 6), seed: seed);
        using var engine = Engines.Torch();
        using var whole = engine.Start([Plan()]);
        var expected = Engines.Errors(whole);

        using var first = engine.Start([Plan()]);
        var errors = Take(first, 3);
        using var second = engine.Start([Plan(seed: 99)]);
        second.Restore(0, first.Capture(0));
        errors.AddRange(Take(second, 3));

        Assert.Equal(expected, errors);
        Assert.Equal(whole.Capture(0).Weights.ToArray(), second.Capture(0).Weights.ToArray());
    }

    [Fact]
    public void Refuses_a_state_of_another_network_and_networks_that_are_not_alike()
    {
        using var engine = Engines.Torch();
        using var group = engine.Start([Engines.Plan<float>(Spec, Small.Training(2))]);
        using var other = engine.Start([Engines.Plan<float>(Fusible, Small.Training(2))]);

        Assert.Throws<ArgumentException>(() => group.Restore(0, other.Capture(0)));
        Assert.Throws<ArgumentException>(() => engine.Start(
            [Engines.Plan<float>(Spec, Small.Training(2)), Engines.Plan<float>(Fusible, Small.Training(2))]));
        Assert.Throws<ArgumentException>(() => engine.Start(
            [Engines.Plan<float>(Spec, Small.Training(2)), Engines.Plan<float>(Spec, Small.Training(2), steps: 2)]));
    }

    [Fact]
    public void The_library_s_own_lstm_and_ours_agree()
    {
        using var fusing = Engines.Torch();
        using var plain = Engines.Torch(fuses: false);
        TrainingPlan<double> Plan() => Engines.Plan<double>(Fusible, Small.Training(epochs: 5));
        using var library = fusing.Start([Plan()]);
        using var ours = plain.Start([Plan()]);

        Engines.AssertClose(Engines.Errors(ours), Engines.Errors(library), DoubleTolerance);
        Engines.AssertClose(ours.Capture(0).Weights.ToArray(), library.Capture(0).Weights.ToArray(), DoubleTolerance);
    }

    [Fact]
    public void The_library_s_own_lstm_is_taken_for_sigmoid_gates_alone()
    {
        Assert.True(FusedLayer.Fits(Fusible.Lstm[0]));
        Assert.False(FusedLayer.Fits(new LstmSpec(8)));
        Assert.False(FusedLayer.Fits(Fusible.Lstm[0] with { RecurrentDropout = 0.1 }));
        Assert.False(FusedLayer.Fits(Fusible.Lstm[0] with { Activation = Activation.Relu }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_tensor_is_left_after_100_updates(bool fuses)
    {
        using var engine = Engines.Torch(fuses: fuses);
        using var group = engine.Start([Engines.Plan<float>(Fusible, Small.Training(epochs: 104, OptimizerKind.Adam, batchSize: 64))]);
        using var epochs = group.Run().GetEnumerator();
        Assert.True(epochs.MoveNext() && epochs.MoveNext());
        var before = Tensor.TotalCount;

        for (var update = 0; update < 100; update++)
            Assert.True(epochs.MoveNext());

        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void A_group_gives_back_every_tensor()
    {
        var before = Tensor.TotalCount;
        using (var engine = Engines.Torch())
        {
            using var group = engine.Start(
                [Engines.Plan<float>(Spec, Small.Training(2)), Engines.Plan<float>(Spec, Small.Training(2), songs: 4)]);
            Assert.Equal(2, group.Run().Count());
            Assert.NotEmpty(group.Estimate(1, [new(0, 0)]));
            group.Restore(0, group.Capture(0));
        }

        Assert.Equal(before, Tensor.TotalCount);
    }

    private static List<double> Take<T>(ITrainerGroup<T> group, int epochs)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> =>
        [.. group.Run().Take(epochs).SelectMany(epoch => new[] { epoch[0]!.Value.TrainMse, epoch[0]!.Value.ValidationMse })];
}
