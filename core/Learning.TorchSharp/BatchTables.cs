using PlayCount.Learning.Sampling;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>Which samples a network takes, in which order, and where their songs' clips begin.</summary>
/// <param name="Rows">Samples and their scaled plays.</param>
/// <param name="Order">Places in <paramref name="Rows"/>.</param>
/// <param name="FirstRows">Row of each song's first clip in the table of clips; shape (songs).</param>
internal sealed record OrderedSamples(LabelledSamples Rows, int[] Order, long[] FirstRows);

/// <summary>
/// The batches of several networks, as tensors of the device, uploaded at once. Networks that have fewer samples have fillers, which
/// count nothing.
/// </summary>
internal sealed class BatchTables : IDisposable
{
    private readonly int _steps;
    private readonly long[] _clips;                                         // (batches, networks, steps * width)
    private readonly double[] _targets;                                     // (batches, networks, width)
    private readonly double[] _counted;                                     // (batches, networks, width): 1, or 0 for a filler
    private readonly double[] _unmasked;                                    // (batches, networks, steps * width)
    private readonly double[] _shares;                                      // (batches, networks): 1 / samples
    private readonly int _networks;
    private bool _masks;

    /// <param name="networks">Of each network what it takes.</param>
    /// <param name="steps">Clips of a sample.</param>
    /// <param name="batchSize">Samples of a batch at most.</param>
    /// <param name="device">Where the tensors are.</param>
    public BatchTables(IReadOnlyList<OrderedSamples> networks, int steps, int batchSize, Device device)
    {
        (_steps, _networks) = (steps, networks.Count);
        Width = Math.Clamp(networks.Max(network => network.Order.Length), 1, batchSize);
        Samples = [.. Enumerable.Range(0, networks.Max(network => (network.Order.Length + Width - 1) / Width)).Select(
            batch => networks.Select(network => Math.Clamp(network.Order.Length - (batch * Width), 0, Width)).ToArray())];
        var cells = Samples.Length * _networks;
        (_clips, _unmasked) = (new long[cells * steps * Width], new double[cells * steps * Width]);
        (_targets, _counted, _shares) = (new double[cells * Width], new double[cells * Width], new double[cells]);
        for (var batch = 0; batch < Samples.Length; batch++)
        {
            for (var network = 0; network < _networks; network++)
                Fill(networks[network], batch, network);
        }

        using var scope = NewDisposeScope();
        Clips = Kept(Transfers.Upload<long>(_clips, device, Samples.Length, _networks, steps * Width));
        Targets = Kept(Transfers.Upload<double>(_targets, device, Samples.Length, _networks, Width));
        Counted = Kept(Transfers.Upload<double>(_counted, device, Samples.Length, _networks, Width));
        Shares = Kept(Transfers.Upload<double>(_shares, device, Samples.Length, _networks, 1));
        Unmasked = _masks ? Kept(Transfers.Upload<double>(_unmasked, device, Samples.Length, _networks, steps * Width, 1)) : null;
    }

    /// <summary>Samples of a batch, fillers among them.</summary>
    public int Width { get; }

    /// <summary>Samples that count, shape (batches, networks).</summary>
    public int[][] Samples { get; }

    /// <summary>Rows in the table of clips, shape (batches, networks, steps * width).</summary>
    public Tensor Clips { get; }

    /// <summary>Scaled plays, shape (batches, networks, width), double.</summary>
    public Tensor Targets { get; }

    /// <summary>1, or 0 for a filler; shape (batches, networks, width), double.</summary>
    public Tensor Counted { get; }

    /// <summary>1 / samples of the batch, shape (batches, networks, 1), double.</summary>
    public Tensor Shares { get; }

    /// <summary>1, or 0 for a masked step; shape (batches, networks, steps * width, 1), double; null where no step is masked.</summary>
    public Tensor? Unmasked { get; }

    public void Dispose()
    {
        foreach (var tensor in new[] { Clips, Targets, Counted, Shares, Unmasked })
            tensor?.Dispose();
    }

    private void Fill(OrderedSamples network, int batch, int at)
    {
        var cell = (batch * _networks) + at;
        var count = Samples[batch][at];
        _shares[cell] = count > 0 ? 1.0 / count : 0;
        for (var place = 0; place < Width; place++)
        {
            var row = network.Order.Length == 0 ? -1 : network.Order[place < count ? (batch * Width) + place : 0];
            var sample = row < 0 ? default : network.Rows.Samples[row];
            _targets[(cell * Width) + place] = row < 0 ? 0 : network.Rows.Targets[row];
            _counted[(cell * Width) + place] = place < count ? 1 : 0;
            _masks |= sample.Masked > 0;
            for (var step = 0; step < _steps; step++)
            {
                var to = (((cell * _steps) + step) * Width) + place;
                _unmasked[to] = step < sample.Masked ? 0 : 1;
                _clips[to] = row < 0 ? 0 : Row(network, sample, step);
            }
        }
    }

    /// <summary>A masked step has the sample's first clip, as in the managed engine.</summary>
    private static long Row(OrderedSamples network, Sample sample, int step) =>
        network.FirstRows[sample.Song] + sample.FirstClip + Math.Max(step - sample.Masked, 0);

    private static Tensor Kept(Tensor tensor) => tensor.DetachFromDisposeScope();
}
