using System.Numerics;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>What networks that train together learn from, on the device: clips, validation samples, scalings.</summary>
internal sealed class GroupData<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TorchDevice _device;
    private readonly int _steps;
    private readonly DeviceClips.Table[] _clips;                            // of each network
    private readonly BatchTables? _validation;                              // null: no network has any
    private readonly Tensor _centres;                                       // (networks, 1): plays that scale to 0
    private readonly Tensor _spreads;                                       // (networks, 1): plays per scaled unit

    /// <param name="plans">The networks, as stacked.</param>
    /// <param name="device">Where they train.</param>
    public GroupData(IReadOnlyList<TrainingPlan<T>> plans, TorchDevice device)
    {
        (_device, _steps) = (device, plans[0].Steps);
        _clips = new DeviceClips.Table[plans.Count];
        try
        {
            for (var n = 0; n < _clips.Length; n++)
                _clips[n] = device.Clips.Take(plans[n].Clips);
            if (plans.Any(plan => plan.Validation.Samples.Length > 0))
                _validation = Tables([.. plans.Select((plan, n) => InOrder(plan.Validation, n))]);
            _centres = Scaling(loss => loss.Centre);
            _spreads = Scaling(loss => loss.Spread);
        }
        catch
        {
            ReturnClips(); // nobody else would, and they would be in use for ever
            throw;
        }

        Tensor Scaling(Func<Networks.Loss, double> value)
        {
            using var scope = NewDisposeScope();
            return Transfers.Upload<double>(plans.Select(plan => value(plan.Spec.Loss)).ToArray(), device.Device, plans.Count, 1)
                .DetachFromDisposeScope();
        }
    }

    /// <summary>Row of each song's first clip in a network's table of clips.</summary>
    public long[] FirstRows(int network) => _clips[network].FirstRows;

    /// <summary>Samples of one network alone, to be estimated.</summary>
    public BatchTables Tables(int network, LabelledSamples rows) => Tables([InOrder(rows, network)]);

    /// <summary>The clips of a batch, shape (count, steps * width, inputs).</summary>
    /// <param name="tables">Names the clips.</param>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The network that the tables' first one is.</param>
    /// <param name="count">How many networks.</param>
    public Tensor Clips(BatchTables tables, int batch, int first, int count)
    {
        using var scope = NewDisposeScope();
        var rows = tables.Clips.select(0, batch).narrow(0, 0, count);                                // (count, steps * width)
        var one = _clips[first].Rows;
        var x = Enumerable.Range(first, count).All(network => ReferenceEquals(_clips[network].Rows, one))
            ? one.index_select(0, rows.reshape(-1)).view(count, -1, one.shape[1])
            : stack([.. Enumerable.Range(0, count).Select(n => _clips[first + n].Rows.index_select(0, rows.select(0, n)))]);
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>The losses of the first networks' estimates, shape (active, width), double.</summary>
    public Tensor Losses(Networks.LossKind kind, Tensor estimate, Tensor target) => LossTensors.Of(
        kind, estimate, target, _centres.narrow(0, 0, estimate.shape[0]), _spreads.narrow(0, 0, estimate.shape[0]));

    /// <summary>Adds each network's sum of squared validation errors.</summary>
    /// <param name="networks">The networks.</param>
    /// <param name="squares">Shape (networks), double.</param>
    public void AddValidationErrors(NetworkGroup networks, Tensor squares)
    {
        for (var batch = 0; batch < _validation?.Samples.Length; batch++)
        {
            using var scope = NewDisposeScope();
            var estimate = networks.Forward(
                Clips(_validation, batch, 0, _clips.Length), networks.Leaves(0, _clips.Length),
                Passing(_validation, batch, _clips.Length, _steps));
            var errors = (estimate.to(ScalarType.Float64) - _validation.Targets.select(0, batch)).square();
            squares.add_((errors * _validation.Counted.select(0, batch)).sum(1));
        }
    }

    /// <summary>A pass in which nothing is dropped.</summary>
    public static Pass Passing(BatchTables tables, int batch, int active, int steps, Queue<Tensor>? masks = null) => new(
        active, steps, tables.Unmasked?.select(0, batch).narrow(0, 0, active).to(Transfers.KindOf<T>()), masks);

    public void Dispose()
    {
        _validation?.Dispose();
        _centres.Dispose();
        _spreads.Dispose();
        ReturnClips();
    }

    private void ReturnClips()
    {
        foreach (var table in _clips.OfType<DeviceClips.Table>())
            _device.Clips.Return(table);
    }

    private BatchTables Tables(IReadOnlyList<OrderedSamples> networks) =>
        new(networks, _steps, GroupMemory.PredictionSamples(_steps), _device.Device);

    private OrderedSamples InOrder(LabelledSamples rows, int network) =>
        new(rows, [.. Enumerable.Range(0, rows.Samples.Length)], FirstRows(network));
}
