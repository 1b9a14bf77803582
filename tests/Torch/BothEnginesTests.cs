using PlayCount.Core.Tests.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Training;

namespace PlayCount.Torch.Tests;

/// <summary>Equal weights, shuffles and masks give equal errors on both engines, over the first 20 updates.</summary>
public sealed class BothEnginesTests
{
    /// <summary>Sums of some hundred numbers in another order, carried over 20 updates, in double and in single precision.</summary>
    private const double DoubleTolerance = 1e-9, SingleTolerance = 1e-4;

    private const int Updates = 20;

    private static readonly Dictionary<string, NetworkSpec> Specs = new()
    {
        ["paper, 1 layer"] = NetworkSpec.Paper(6, 1),
        ["paper, 2 layers"] = NetworkSpec.Paper(6, 2),
        ["own sizes"] = new(6, [new LstmSpec(5), new LstmSpec(2), new LstmSpec(4)], [new DenseSpec(1)]),
        ["sigmoid gates"] = new(6, [new LstmSpec(4, GateActivation: Activation.Sigmoid)], [new DenseSpec(1)]),
        ["tanh gates"] = new(6, [new LstmSpec(4, GateActivation: Activation.Tanh)], [new DenseSpec(1)]),
        ["linear gates"] = new(6, [new LstmSpec(4, GateActivation: Activation.Linear)], [new DenseSpec(1)]),
        ["relu cell"] = new(6, [new LstmSpec(4, Activation.Relu)], [new DenseSpec(1)]),
        ["hard-sigmoid cell"] = new(6, [new LstmSpec(4, Activation.HardSigmoid)], [new DenseSpec(1)]),
        ["dense stack"] = new(6, [new LstmSpec(4)],
            [new DenseSpec(5, Activation.Tanh), new DenseSpec(3, Activation.Sigmoid), new DenseSpec(1)]),
        ["dropout everywhere"] = new(6, [new LstmSpec(8, Dropout: 0.3, RecurrentDropout: 0.4), new LstmSpec(5, RecurrentDropout: 0.2)],
            [new DenseSpec(4, Activation.Tanh, Dropout: 0.1), new DenseSpec(1)]),
    };

    public static TheoryData<string, bool> Networks() =>
        new(Specs.Keys.SelectMany(name => new[] { false, true }, (name, isPadded) => (name, isPadded)).ToArray());

    public BothEnginesTests() => Engines.Need();

    [Theory]
    [MemberData(nameof(Networks))]
    public void Give_equal_errors_in_double_precision(string network, bool isPadded) => AssertAlike(() => Engines.Plan<double>(
        Specs[network], Training(Updates), isPadded: isPadded), DoubleTolerance);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Give_equal_errors_in_single_precision(string network, bool isPadded) => AssertAlike(() => Engines.Plan<float>(
        Specs[network], Training(Updates), isPadded: isPadded), SingleTolerance);

    [Theory]
    [InlineData(LossKind.Mse)]
    [InlineData(LossKind.Log1pMse)]
    [InlineData(LossKind.Mae)]
    [InlineData(LossKind.Huber)]
    [InlineData(LossKind.Poisson)]
    public void Minimize_each_loss_alike(LossKind loss) => AssertAlike(() => Engines.Plan<double>(
        Specs["own sizes"], Training(Updates) with { Loss = new Loss(loss, Centre: 1.5, Spread: 1.25) }), DoubleTolerance);

    [Theory]
    [InlineData(OptimizerKind.RmsProp)]
    [InlineData(OptimizerKind.Adam)]
    [InlineData(OptimizerKind.Sgd)]
    public void Step_alike_with_each_optimizer_and_a_last_batch_of_fewer_samples(OptimizerKind optimizer) => AssertAlike(
        () => Engines.Plan<double>(Specs["dropout everywhere"], Small.Training(epochs: 7, optimizer, batchSize: 4)), DoubleTolerance);

    [Fact]
    public void Have_equal_weights_and_estimates_after_it_all()
    {
        var (own, other) = (Engines.Plan<double>(Specs["own sizes"], Training(3)), Engines.Plan<double>(Specs["own sizes"], Training(3)));
        using var managed = new ManagedGroup<double>([own]);
        using var engine = Engines.Torch();
        using var torch = engine.Start([other]);
        Assert.Equal(3, managed.Run().Count());
        Assert.Equal(3, torch.Run().Count());

        Engines.AssertClose(managed.Capture(0).Weights.ToArray(), torch.Capture(0).Weights.ToArray(), DoubleTolerance);
        Engines.AssertClose(
            managed.Estimate(0, own.Validation.Samples), torch.Estimate(0, own.Validation.Samples), DoubleTolerance);
        Assert.Equal(managed.Capture(0).Rng, torch.Capture(0).Rng);
        Assert.Equal(managed.Capture(0).OptimizerSteps, torch.Capture(0).OptimizerSteps);
    }

    /// <summary>One batch an epoch: the error of an epoch is that before its update.</summary>
    private static TrainingSpec Training(int updates) => Small.Training(updates, batchSize: 64);

    private static void AssertAlike<T>(Func<TrainingPlan<T>> plan, double tolerance)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        using var managed = new ManagedGroup<T>([plan()]);
        using var engine = Engines.Torch();
        using var torch = engine.Start([plan()]);

        Engines.AssertClose(Engines.Errors(managed), Engines.Errors(torch), tolerance);
    }
}
