using System.Numerics;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>
/// All that an epoch needs of the host, drawn and uploaded before it begins: each network's shuffle, its masks of dropout, its step sizes.
/// The draws are those of the managed engine, in its order.
/// </summary>
internal sealed class EpochTables<T> : IDisposable where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TrainingPlan<T> _alike;
    private readonly IReadOnlyList<Dropping> _places;
    private readonly List<Tensor> _masks = [];                              // of each place, shape (batches, networks, rows, units)
    private readonly Tensor _adamRates;                                     // (batches, networks, 1, 1)

    /// <param name="networks">The networks, as stacked; their random numbers and steps are those after the epoch from now on.</param>
    /// <param name="data">What they learn from.</param>
    /// <param name="optimizer">Tells step sizes.</param>
    /// <param name="device">Where they train.</param>
    public EpochTables(IReadOnlyList<TorchGroup<T>.Member> networks, GroupData<T> data, GroupOptimizer optimizer, Device device)
    {
        _alike = networks[0].Plan;
        _places = Dropping.Of(_alike.Network);
        var orders = networks.Select((network, n) => new OrderedSamples(
            network.Plan.Training, [.. Enumerable.Range(0, network.Plan.Training.Samples.Length)], data.FirstRows(n))).ToArray();
        var width = Math.Clamp(orders.Max(order => order.Order.Length), 1, _alike.Spec.BatchSize);
        var batches = orders.Max(order => (order.Order.Length + width - 1) / width);
        var cells = (long)batches * networks.Count;
        var masks = _places.Select(place => new T[cells * place.Rows(width, _alike.Steps) * place.Units]).ToArray();
        var rates = new T[batches * networks.Count];
        for (var n = 0; n < networks.Count; n++)
        {
            networks[n].Rng.Shuffle(orders[n].Order.AsSpan());
            for (var first = 0; first < orders[n].Order.Length; first += width)
            {
                var cell = (first / width * networks.Count) + n;
                rates[cell] = T.CreateTruncating(optimizer.AdamRate(++networks[n].Steps));
                Draw(masks, cell, Math.Min(width, orders[n].Order.Length - first), width, networks[n].Rng);
            }
        }

        using var scope = NewDisposeScope();
        Batches = new BatchTables(orders, _alike.Steps, _alike.Spec.BatchSize, device);
        _adamRates = Transfers.Upload<T>(rates, device, batches, networks.Count, 1, 1).DetachFromDisposeScope();
        _masks = [.. masks.Zip(_places, (mask, place) => Transfers.Upload<T>(
            mask, device, batches, networks.Count, place.Rows(width, _alike.Steps), place.Units).DetachFromDisposeScope())];
    }

    /// <summary>The samples.</summary>
    public BatchTables Batches { get; }

    /// <summary>Networks, the first ones, that have such a batch.</summary>
    public int Active(int batch) => Batches.Samples[batch].Count(samples => samples > 0);

    /// <summary>A batch's part of one of the tables, of the networks that have it.</summary>
    public Tensor Of(Tensor table, int batch) => table.select(0, batch).narrow(0, 0, Active(batch));

    /// <summary>Adam's step sizes, shape (active, 1, 1).</summary>
    public Tensor AdamRates(int batch, int active) => _adamRates.select(0, batch).narrow(0, 0, active);

    /// <summary>What the pass of a batch knows.</summary>
    public Pass Pass(int batch, int active) => GroupData<T>.Passing(
        Batches, batch, active, _alike.Steps, new Queue<Tensor>(_masks.Select(mask => mask.select(0, batch).narrow(0, 0, active))));

    public void Dispose()
    {
        Batches.Dispose();
        _adamRates.Dispose();
        foreach (var mask in _masks)
            mask.Dispose();
    }

    private void Draw(T[][] masks, int cell, int samples, int width, Rng rng)
    {
        for (var place = 0; place < _places.Count; place++)
        {
            var numbers = _places[place].Rows(width, _alike.Steps) * _places[place].Units;
            _places[place].Draw(masks[place].AsSpan(cell * numbers, numbers), samples, width, _alike.Steps, rng);
        }
    }
}
