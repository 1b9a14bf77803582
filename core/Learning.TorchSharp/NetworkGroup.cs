using PlayCount.Learning.Networks;
using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>The weights of several networks alike, stacked, and their common forward pass.</summary>
internal sealed class NetworkGroup : IDisposable
{
    private readonly NetworkSpec _spec;
    private readonly IRecurrentLayer[] _lstm;
    private readonly Tensor[] _dense;                                                                // kernel, bias, kernel, bias ...

    /// <param name="spec">All networks' layers and sizes.</param>
    /// <param name="networks">How many.</param>
    /// <param name="kind">Float32 or Float64.</param>
    /// <param name="device">Where they are.</param>
    /// <param name="precision">Of large products.</param>
    /// <param name="fuse">Whether the library's LSTM may be taken where it fits.</param>
    public NetworkGroup(NetworkSpec spec, int networks, ScalarType kind, Device device, Precision precision, bool fuse)
    {
        _spec = spec;
        _lstm = [.. spec.Lstm.Select((layer, n) => Layer(layer, n == 0 ? spec.Inputs : spec.Lstm[n - 1].Units))];
        _dense = [.. spec.Parameters().Skip(3 * _lstm.Length).Select(shape =>
            zeros(new long[] { networks, shape.Rows, shape.Columns }, dtype: kind, device: device).DetachFromDisposeScope())];
        Stored = [.. _lstm.SelectMany(layer => layer.Stored), .. _dense];

        IRecurrentLayer Layer(LstmSpec layer, int inputs) => fuse && FusedLayer.Fits(layer)
            ? new FusedLayer(layer, inputs, kind, device)
            : new OwnLayer(layer, networks, inputs, kind, device, precision);
    }

    /// <summary>All weights in the order of <see cref="NetworkSpec.Parameters"/>, shape (networks, rows, columns) each.</summary>
    public IReadOnlyList<Tensor> Stored { get; }

    /// <summary>What a pass of some networks computes with and gradients are asked for, in the order of the weights.</summary>
    public IReadOnlyList<Tensor> Leaves(int first, int count) =>
    [
        .. _lstm.SelectMany(layer => layer.Leaves(first, count)),
        .. _dense.Select(stored => stored.narrow(0, first, count).detach().requires_grad_()),
    ];

    /// <summary>Gradients of the leaves in the shapes of <see cref="Stored"/>.</summary>
    public IReadOnlyList<Tensor> AsStored(IReadOnlyList<Tensor> gradients) => [.. gradients.Select((gradient, n) =>
        n < 3 * _lstm.Length ? _lstm[n / 3].AsStored(n % 3, gradient) : gradient)];

    /// <summary>The estimates, shape (active, batch).</summary>
    /// <param name="x">Clips, shape (active, steps * batch, inputs), rows ordered by step.</param>
    /// <param name="leaves">As <see cref="Leaves"/> gave them.</param>
    /// <param name="pass">What else is known.</param>
    public Tensor Forward(Tensor x, IReadOnlyList<Tensor> leaves, Pass pass)
    {
        var batch = x.shape[1] / pass.Steps;
        for (var n = 0; n < _lstm.Length; n++)
            x = Dropped(_lstm[n].Forward(x, [.. leaves.Skip(3 * n).Take(3)], pass), _spec.Lstm[n].Dropout, pass);
        x = x.narrow(1, x.shape[1] - batch, batch);                                                  // last step: (n, batch, units)
        for (var n = 0; n < _spec.Dense.Count; n++)
        {
            var (kernel, bias) = (leaves[(3 * _lstm.Length) + (2 * n)], leaves[(3 * _lstm.Length) + (2 * n) + 1]);
            x = Dropped(Activating.Of(_spec.Dense[n].Activation, x.bmm(kernel) + bias), _spec.Dense[n].Dropout, pass);
        }

        return x.squeeze(2);
    }

    /// <summary>Copies a network's weights, or what is laid out like them, from the order of <see cref="Network{T}.Weights"/>.</summary>
    public static void Fill<T>(IReadOnlyList<Tensor> stored, int network, ReadOnlySpan<T> values) where T : unmanaged
    {
        foreach (var tensor in stored)
        {
            using var own = tensor.narrow(0, network, 1);
            Transfers.Fill(own, values[..(int)own.numel()]);
            values = values[(int)own.numel()..];
        }
    }

    /// <summary>Copies a network's weights, or what is laid out like them, into the order of <see cref="Network{T}.Weights"/>.</summary>
    public static T[] Read<T>(IReadOnlyList<Tensor> stored, int network) where T : unmanaged
    {
        var values = new T[stored.Sum(tensor => tensor.shape[1] * tensor.shape[2])];
        var rest = values.AsSpan();
        foreach (var tensor in stored)
        {
            using var own = tensor.narrow(0, network, 1);
            Transfers.Download(own, rest[..(int)own.numel()]);
            rest = rest[(int)own.numel()..];
        }

        return values;
    }

    public void Dispose()
    {
        foreach (var layer in _lstm)
            layer.Dispose();
        foreach (var tensor in _dense)
            tensor.Dispose();
    }

    private static Tensor Dropped(Tensor x, double rate, Pass pass) => rate > 0 && pass.Masks is { } masks ? x * masks.Dequeue() : x;
}
