using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Every gradient against central differences, in double precision.</summary>
public sealed class GradientTests
{
    /// <summary>Central differences of step 1e-6 in double precision are right to about 1e-9 relative to the loss's curvature.</summary>
    private const double Tolerance = 1e-6;

    private const double Step = 1e-6;

    public static TheoryData<string> Networks() => new(Specs.Keys.ToArray());

    private static readonly Dictionary<string, NetworkSpec> Specs = new()
    {
        ["paper, 1 layer"] = new(3, [new LstmSpec(4)], [new DenseSpec(1)]),
        ["paper, 2 layers"] = new(3, [new LstmSpec(4), new LstmSpec(3)], [new DenseSpec(1)]),
        ["3 layers, own sizes"] = new(2, [new LstmSpec(5), new LstmSpec(2), new LstmSpec(4)], [new DenseSpec(1)]),
        ["sigmoid gates"] = new(3, [new LstmSpec(4, GateActivation: Activation.Sigmoid)], [new DenseSpec(1)]),
        ["tanh gates"] = new(3, [new LstmSpec(4, GateActivation: Activation.Tanh)], [new DenseSpec(1)]),
        ["relu gates"] = new(3, [new LstmSpec(4, GateActivation: Activation.Relu)], [new DenseSpec(1)]),
        ["linear gates"] = new(3, [new LstmSpec(4, GateActivation: Activation.Linear)], [new DenseSpec(1)]),
        ["relu cell"] = new(3, [new LstmSpec(4, Activation.Relu)], [new DenseSpec(1)]),
        ["linear cell"] = new(3, [new LstmSpec(4, Activation.Linear)], [new DenseSpec(1)]),
        ["sigmoid cell"] = new(3, [new LstmSpec(4, Activation.Sigmoid)], [new DenseSpec(1)]),
        ["hard-sigmoid cell"] = new(3, [new LstmSpec(4, Activation.HardSigmoid)], [new DenseSpec(1)]),
        ["dense stack"] = new(3, [new LstmSpec(4)],
            [new DenseSpec(5, Activation.Tanh), new DenseSpec(3, Activation.Relu), new DenseSpec(1, Activation.Sigmoid)]),
        ["hard-sigmoid dense"] = new(3, [new LstmSpec(4)], [new DenseSpec(5, Activation.HardSigmoid), new DenseSpec(1)]),
    };

    private static readonly NetworkSpec RecurrentDropout = new(
        3, [new LstmSpec(6, Dropout: 0.3, RecurrentDropout: 0.4), new LstmSpec(5, RecurrentDropout: 0.5)], [new DenseSpec(1)]);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Equals_finite_differences_for_every_weight(string name) => Check(Specs[name], new Loss(LossKind.Mse), dropoutSeed: null);

    [Theory]
    [InlineData(LossKind.Log1pMse)]
    [InlineData(LossKind.Mae)]
    [InlineData(LossKind.Huber)]
    [InlineData(LossKind.Poisson)]
    public void Equals_finite_differences_for_each_other_loss(LossKind kind) =>
        Check(Specs["paper, 2 layers"], new Loss(kind, Centre: 12, Spread: 5), dropoutSeed: null);

    [Fact]
    public void Equals_finite_differences_under_dropout() => Check(
        new NetworkSpec(3, [new LstmSpec(6, Dropout: 0.4), new LstmSpec(5, Dropout: 0.3)],
            [new DenseSpec(6, Activation.Tanh, Dropout: 0.5), new DenseSpec(1)]),
        new Loss(LossKind.Mse),
        dropoutSeed: 11);

    [Fact]
    public void Equals_finite_differences_under_recurrent_dropout() => Check(RecurrentDropout, new Loss(LossKind.Mse), dropoutSeed: 11);

    [Fact]
    public void Equals_finite_differences_under_recurrent_dropout_where_steps_are_masked() => Check(
        RecurrentDropout,
        new Loss(LossKind.Mse),
        dropoutSeed: 12,
        [new Sample(0, 0, Masked: 3), new Sample(1, 0), new Sample(2, 1, Masked: 2)]);

    /// <summary>Songs of 1, 4 and 2 clips at 4 steps: 3, no and 2 masked steps.</summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Equals_finite_differences_where_steps_are_masked(string name) => Check(
        Specs[name],
        new Loss(LossKind.Mse),
        dropoutSeed: null,
        [new Sample(0, 0, Masked: 3), new Sample(1, 0), new Sample(2, 1, Masked: 2)]);

    [Fact]
    public void Reaches_every_weight()
    {
        var network = Small.Network<double>(Specs["paper, 2 layers"]);
        var clips = Small.Clips<double>(5, 3, 3);

        network.Learn(clips, SampleBuilder.Build(clips.ClipsPerSong, 3), 3, [1, 2, -1, 0.5, 3], new Loss(LossKind.Mse), dropout: null);

        Assert.DoesNotContain(0.0, network.Gradient.ToArray());
    }

    private static void Check(NetworkSpec spec, Loss loss, ulong? dropoutSeed, Sample[]? masked = null)
    {
        const int Steps = 4;
        var network = Small.Network<double>(spec);
        var clips = Small.Clips<double>(3, Steps, spec.Inputs);
        var samples = masked ?? SampleBuilder.Build(clips.ClipsPerSong, Steps);
        double[] targets = [0.7, -1.2, 2.5];
        network.Learn(clips, samples, Steps, targets, loss, Dropout());
        var gradient = network.Gradient.ToArray();

        for (var i = 0; i < gradient.Length; i++)
        {
            var kept = network.Weights[i];
            network.Weights[i] = kept + Step;
            var above = network.Learn(clips, samples, Steps, targets, loss, Dropout()).Loss / samples.Length;
            network.Weights[i] = kept - Step;
            var below = network.Learn(clips, samples, Steps, targets, loss, Dropout()).Loss / samples.Length;
            network.Weights[i] = kept;

            var expected = (above - below) / (2 * Step);
            Assert.True(Math.Abs(expected - gradient[i]) <= Tolerance * (1 + Math.Abs(expected)),
                $"weight {i}: gradient {gradient[i]}, finite difference {expected}");
        }

        Rng? Dropout() => dropoutSeed is { } seed ? new Rng(seed) : null;
    }
}
