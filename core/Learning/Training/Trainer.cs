using System.Numerics;
using System.Numerics.Tensors;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Training;

/// <summary>How a network is trained.</summary>
/// <param name="Epochs">Passes over the training samples; paper: 100.</param>
/// <param name="BatchSize">Samples a step; the paper's program: 32.</param>
/// <param name="Optimizer">How gradients become steps.</param>
/// <param name="Loss">What is minimized.</param>
public sealed record TrainingSpec(int Epochs, int BatchSize, OptimizerSpec Optimizer, Loss Loss)
{
    /// <summary>Throws unless there is something to train on and every number is in range.</summary>
    internal void Check(LabelledSamples training, LabelledSamples validation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 1);
        if (training.Samples.Length == 0 || training.Samples.Length != training.Targets.Length
            || validation.Samples.Length != validation.Targets.Length)
            throw new ArgumentException(
                $"{training.Samples.Length} samples and {training.Targets.Length} targets: at least one, and as many, are right.");
    }
}

/// <summary>Samples and their scaled plays.</summary>
/// <param name="Samples">Which consecutive clips make each sample.</param>
/// <param name="Targets">Scaled plays, shape (samples).</param>
public sealed record LabelledSamples(Sample[] Samples, double[] Targets);

/// <summary>What one epoch gave.</summary>
/// <param name="Epoch">From 1.</param>
/// <param name="TrainMse">Mean squared error over the epoch's batches, each before its step (Keras' running mean), in scaled units.</param>
/// <param name="ValidationMse">Mean squared error of the validation samples after the epoch; NaN where there are none.</param>
public readonly record struct EpochResult(int Epoch, double TrainMse, double ValidationMse)
{
    /// <summary>Whether training may go on: no error has become infinite or not a number.</summary>
    public bool IsFinite(bool hasValidation) => double.IsFinite(TrainMse) && (!hasValidation || double.IsFinite(ValidationMse));
}

/// <summary>Trains one network on one split. One seed feeds initial weights, shuffles and dropout.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
public sealed class Trainer<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Clips of a validation batch at most: enough for large products, little memory.</summary>
    private const int PredictionRows = 768;

    private readonly ClipSet<T> _clips;
    private readonly TrainingSpec _spec;
    private readonly LabelledSamples _training;
    private readonly LabelledSamples _validation;
    private readonly int _steps;
    private readonly Optimizer<T> _optimizer;
    private Rng _rng;

    /// <summary>A trainer before its first epoch; draws the initial weights.</summary>
    /// <param name="network">The network to train.</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="spec">How to train.</param>
    /// <param name="clips">The clips the samples point into.</param>
    /// <param name="training">At least one sample.</param>
    /// <param name="validation">Samples scored after each epoch; may be none.</param>
    /// <param name="rng">The seed's stream for this network.</param>
    /// <exception cref="ArgumentException">There is nothing to train on, or a number is out of range.</exception>
    public Trainer(
        Network<T> network, int steps, TrainingSpec spec, ClipSet<T> clips, LabelledSamples training, LabelledSamples validation, Rng rng)
    {
        spec.Check(training, validation);
        (Network, _steps, _spec, _clips, _training, _validation, _rng) = (network, steps, spec, clips, training, validation, rng);
        _optimizer = new Optimizer<T>(spec.Optimizer, network.Weights.Length);
        network.Initialize(rng);
    }

    /// <summary>The network being trained.</summary>
    public Network<T> Network { get; }

    /// <summary>Epochs done.</summary>
    public int Epoch { get; private set; }

    /// <summary>Trains epoch after epoch, up to <see cref="TrainingSpec.Epochs"/>; stops after one whose error is not finite.</summary>
    public IEnumerable<EpochResult> Run()
    {
        while (Epoch < _spec.Epochs)
        {
            var trainMse = TrainEpoch();
            var validationMse = _validation.Samples.Length == 0 ? double.NaN : MeanSquaredError(_validation);
            var result = new EpochResult(++Epoch, trainMse, validationMse);
            yield return result;
            if (!result.IsFinite(_validation.Samples.Length > 0))
                yield break;
        }
    }

    /// <summary>The scaled estimates of some samples.</summary>
    public double[] Estimate(ReadOnlySpan<Sample> samples)
    {
        var estimates = new T[samples.Length];
        var batch = Math.Max(PredictionRows / _steps, 1);
        for (var first = 0; first < samples.Length; first += batch)
        {
            var part = samples.Slice(first, Math.Min(batch, samples.Length - first));
            Network.Predict(_clips, part, _steps, estimates.AsSpan(first, part.Length));
        }

        return Array.ConvertAll(estimates, double.CreateTruncating);
    }

    /// <summary>Everything that training needs to go on, as if it had never stopped: a view, good until the next epoch.</summary>
    public TrainingState<T> Capture() => new(
        Epoch, _rng.State, _optimizer.Steps, Network.WeightMemory, _optimizer.Squares, _optimizer.Means);

    /// <summary>Goes on from a captured state.</summary>
    /// <exception cref="ArgumentException">The state is of another network or optimizer.</exception>
    public void Restore(TrainingState<T> state)
    {
        if (state.Weights.Length != Network.Weights.Length || state.Squares.Length != _optimizer.Squares.Length
            || state.Means.Length != _optimizer.Means.Length)
            throw new ArgumentException(
                $"The state has {state.Weights.Length} weights; this network has {Network.Weights.Length}.", nameof(state));
        (Epoch, _rng, _optimizer.Steps) = (state.Epoch, Rng.Restore(state.Rng), state.OptimizerSteps);
        state.Weights.Span.CopyTo(Network.Weights);
        state.Squares.CopyTo(_optimizer.Squares);
        state.Means.CopyTo(_optimizer.Means);
    }

    private double TrainEpoch()
    {
        var order = new int[_training.Samples.Length];
        for (var i = 0; i < order.Length; i++)
            order[i] = i;
        _rng.Shuffle(order.AsSpan());
        var squares = 0.0;
        for (var first = 0; first < order.Length; first += _spec.BatchSize)
        {
            var chosen = order.AsSpan(first, Math.Min(_spec.BatchSize, order.Length - first)).ToArray();
            var samples = Array.ConvertAll(chosen, i => _training.Samples[i]);
            var targets = Array.ConvertAll(chosen, i => _training.Targets[i]);
            squares += Network.Learn(_clips, samples, _steps, targets, _spec.Loss, dropout: _rng).SquaredError;
            _optimizer.Step(Network.Weights, Network.Gradient, Network.Workers);
        }

        return squares / order.Length;
    }

    private double MeanSquaredError(LabelledSamples rows)
    {
        var errors = Estimate(rows.Samples);
        TensorPrimitives.Subtract(errors, rows.Targets, errors);
        return errors.Sum(e => e * e) / errors.Length;
    }
}

/// <summary>The whole state of a training run.</summary>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Rng">State of the generator that shuffles and drops.</param>
/// <param name="OptimizerSteps">Steps taken.</param>
/// <param name="Weights">As <see cref="Network{T}.Weights"/>.</param>
/// <param name="Squares">Running means of squared gradients, or empty.</param>
/// <param name="Means">Running means of gradients, or empty.</param>
public sealed record TrainingState<T>(
    int Epoch, RngState Rng, long OptimizerSteps, ReadOnlyMemory<T> Weights, ReadOnlyMemory<T> Squares, ReadOnlyMemory<T> Means);
