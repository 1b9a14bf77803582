using System.Numerics;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>Trains networks alike at once, their weights stacked: each operation is that of all of them.</summary>
/// <typeparam name="T">float, or double for reference computations.</typeparam>
internal sealed class TorchGroup<T> : ITrainerGroup<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int DrawnAtOnce = 8; // networks whose first weights are drawn at the same time: so many copies are on the host

    private readonly TorchDevice _device;
    private readonly TrainingPlan<T> _alike;
    private readonly Member[] _members;                                     // as asked for
    private readonly Member[] _slots;                                       // as stacked: those with most batches first
    private readonly NetworkGroup _networks;
    private readonly GroupOptimizer _optimizer;
    private readonly GroupData<T> _data;

    public TorchGroup(IReadOnlyList<TrainingPlan<T>> plans, TorchDevice device)
    {
        _alike = plans[0].Checked();
        _device = device;
        RequireAlike(plans);
        device.Reserve(plans.Count, plans.Sum(plan => GroupMemory.BytesOf(plan, device.Precision)));
        _members = [.. plans.Select(plan => new Member(plan))];
        _slots = [.. _members.OrderByDescending(member => member.Plan.Training.Samples.Length)];
        var fuses = device.Fuses && plans.Count == 1 && !IsMasked(plans[0].Training) && !IsMasked(plans[0].Validation);
        _networks = new NetworkGroup(_alike.Network, plans.Count, Transfers.KindOf<T>(), device.Device, device.Precision, fuses);
        _optimizer = new GroupOptimizer(_alike.Spec.Optimizer, _networks.Stored);
        _data = new GroupData<T>([.. _slots.Select(slot => slot.Plan)], device);
        DrawWeights();
    }

    /// <inheritdoc/>
    public IEnumerable<EpochResult?[]> Run()
    {
        if (_members.Any(member => member.Epoch != _members[0].Epoch))
            throw new InvalidOperationException("The networks stand at different epochs; those at one epoch can train together.");
        while (_members[0].Epoch < _alike.Spec.Epochs && Array.Exists(_members, member => !member.IsThrough))
        {
            var errors = TorchDevice.Guard(TrainEpoch);
            yield return Array.ConvertAll(_members, member => Result(member, errors));
        }
    }

    /// <inheritdoc/>
    public double[] Estimate(int network, ReadOnlySpan<Sample> samples)
    {
        var rows = new LabelledSamples(samples.ToArray(), new double[samples.Length]);
        return rows.Samples.Length == 0 ? [] : TorchDevice.Guard(() => Estimate(Slot(network), rows));
    }

    /// <inheritdoc/>
    public TrainingState<T> Capture(int network) => TorchDevice.Guard(() =>
    {
        var (member, slot) = (_members[network], Slot(network));
        return new TrainingState<T>(
            member.Epoch,
            member.Rng.State,
            member.Steps,
            NetworkGroup.Read<T>(_networks.Stored, slot),
            NetworkGroup.Read<T>(_optimizer.Squares, slot),
            NetworkGroup.Read<T>(_optimizer.Means, slot));
    });

    /// <inheritdoc/>
    public void Restore(int network, TrainingState<T> state)
    {
        var (member, slot) = (_members[network], Slot(network));
        var weights = _alike.Network.ParameterCount;
        if (state.Weights.Length != weights || state.Squares.Length != (_optimizer.Squares.Count > 0 ? weights : 0)
            || state.Means.Length != (_optimizer.Means.Count > 0 ? weights : 0))
            throw new ArgumentException(
                $"The state has {state.Weights.Length} weights; this network has {weights}.", nameof(state));
        (member.Epoch, member.Rng, member.Steps) = (state.Epoch, Rng.Restore(state.Rng), state.OptimizerSteps);
        TorchDevice.Guard(() =>
        {
            NetworkGroup.Fill(_networks.Stored, slot, state.Weights.Span);
            NetworkGroup.Fill(_optimizer.Squares, slot, state.Squares.Span);
            NetworkGroup.Fill(_optimizer.Means, slot, state.Means.Span);
            return slot;
        });
    }

    public void Dispose()
    {
        _networks.Dispose();
        _optimizer.Dispose();
        _data.Dispose();
    }

    /// <summary>The first weights: each network has random numbers of its own, so that several can be drawn at once.</summary>
    private void DrawWeights()
    {
        var weights = new T[Math.Min(_slots.Length, DrawnAtOnce)][];
        for (var first = 0; first < _slots.Length; first += DrawnAtOnce)
        {
            var count = Math.Min(_slots.Length - first, DrawnAtOnce);
            Parallel.For(0, count, n => Initializer.Fill<T>(
                _alike.Network, weights[n] ??= new T[_alike.Network.ParameterCount], _slots[first + n].Rng));
            for (var n = 0; n < count; n++)
                NetworkGroup.Fill<T>(_networks.Stored, first + n, weights[n]);
        }
    }

    /// <summary>One epoch of all networks; the device is asked once, at its end.</summary>
    /// <returns>Sums of squared errors, shape (2, slots): training, validation.</returns>
    private double[] TrainEpoch()
    {
        using var scope = NewDisposeScope();
        using var epoch = new EpochTables<T>(_slots, _data, _optimizer, _device.Device);
        var squares = zeros(new long[] { 2, _slots.Length }, dtype: ScalarType.Float64, device: _device.Device);
        for (var batch = 0; batch < epoch.Batches.Samples.Length; batch++)
            Learn(epoch, batch, squares.select(0, 0));
        using (no_grad())
            _data.AddValidationErrors(_networks, squares.select(0, 1));
        var errors = new double[2 * _slots.Length];
        Transfers.Download<double>(squares, errors);
        return errors;
    }

    private void Learn(EpochTables<T> epoch, int batch, Tensor squares)
    {
        using var scope = NewDisposeScope();
        var active = epoch.Active(batch);
        var leaves = _networks.Leaves(0, active);
        var x = _data.Clips(epoch.Batches, batch, 0, active);                                        // (n, steps * width, inputs)
        var estimate = _networks.Forward(x, leaves, epoch.Pass(batch, active)).to(ScalarType.Float64);
        var (target, counted) = (epoch.Of(epoch.Batches.Targets, batch), epoch.Of(epoch.Batches.Counted, batch));
        var loss = _data.Losses(_alike.Spec.Loss.Kind, estimate, target) * counted * epoch.Of(epoch.Batches.Shares, batch);
        var gradients = autograd.grad([loss.sum()], [.. leaves]);
        _optimizer.Step(_networks.Stored, _networks.AsStored([.. gradients]), active, epoch.AdamRates(batch, active));
        using var still = no_grad();
        squares.narrow(0, 0, active).add_(((estimate - target).square() * counted).sum(1));
    }

    private double[] Estimate(int slot, LabelledSamples rows)
    {
        using var scope = NewDisposeScope();
        using var still = no_grad();
        using var tables = _data.Tables(slot, rows);
        var estimates = new T[rows.Samples.Length];
        for (var batch = 0; batch < tables.Samples.Length; batch++)
        {
            using var own = NewDisposeScope();
            var y = _networks.Forward(
                _data.Clips(tables, batch, slot, 1), _networks.Leaves(slot, 1), GroupData<T>.Passing(tables, batch, 1, _alike.Steps));
            var count = tables.Samples[batch][0];
            Transfers.Download(y.narrow(1, 0, count), estimates.AsSpan(batch * tables.Width, count));
        }

        return Array.ConvertAll(estimates, double.CreateTruncating);
    }

    private EpochResult? Result(Member member, double[] errors)
    {
        var slot = Array.IndexOf(_slots, member);
        var (training, validation) = (member.Plan.Training.Samples.Length, member.Plan.Validation.Samples.Length);
        var result = new EpochResult(
            ++member.Epoch, errors[slot] / training, validation == 0 ? double.NaN : errors[_slots.Length + slot] / validation);
        if (member.IsThrough)
            return null;
        member.IsThrough = !result.IsFinite(validation > 0);
        return result;
    }

    private int Slot(int network) => Array.IndexOf(_slots, _members[network]);

    private static bool IsMasked(LabelledSamples rows) => Array.Exists(rows.Samples, sample => sample.Masked > 0);

    private static void RequireAlike(IReadOnlyList<TrainingPlan<T>> plans)
    {
        foreach (var plan in plans)
        {
            var (one, other) = (plans[0].Network, plan.Checked().Network);
            if (plan.Steps != plans[0].Steps || plan.Spec with { Loss = plans[0].Spec.Loss } != plans[0].Spec
                || plan.Spec.Loss.Kind != plans[0].Spec.Loss.Kind || other.Inputs != one.Inputs || !other.Lstm.SequenceEqual(one.Lstm)
                || !other.Dense.SequenceEqual(one.Dense))
                throw new ArgumentException("Networks that train together must have equal layers, steps and training; these do not.");
        }
    }

    /// <summary>What one of the networks is at.</summary>
    internal sealed class Member(TrainingPlan<T> plan)
    {
        public TrainingPlan<T> Plan => plan;

        public Rng Rng { get; set; } = plan.Rng;

        public int Epoch { get; set; }

        public long Steps { get; set; }

        public bool IsThrough { get; set; }
    }
}
