using System.Numerics;
using System.Numerics.Tensors;
using PlayCount.Learning.Kernels;

namespace PlayCount.Learning.Networks;

/// <summary>While training, sets a share of the numbers to zero and scales the others up, so that their expectation stays.</summary>
internal sealed unsafe class DropoutLayer<T>(double rate) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Pinned<T> _mask = new(0);    // (length): 0 or 1 / (1 - rate)
    private Pinned<T> _output = new(0);  // (length)
    private bool _active;

    /// <summary>What the next layer sees: the input itself where nothing is dropped.</summary>
    public T* Forward(T* x, int length, Rng? training)
    {
        _active = training is not null && rate > 0;
        if (!_active)
            return x;
        _mask = _mask.AtLeast(length);
        _output = _output.AtLeast(length);
        Draw(rate, new Span<T>(_mask.Pointer, length), training!);
        TensorPrimitives.Multiply(
            new ReadOnlySpan<T>(x, length), new ReadOnlySpan<T>(_mask.Pointer, length), new Span<T>(_output.Pointer, length));
        return _output.Pointer;
    }

    /// <summary>Fills a mask with 0, a share <paramref name="rate"/> of it, and 1 / (1 - rate).</summary>
    public static void Draw(double rate, Span<T> mask, Rng rng)
    {
        var kept = T.CreateTruncating(1 / (1 - rate));
        foreach (ref var factor in mask)
            factor = rng.NextDouble() < rate ? T.Zero : kept;
    }

    /// <summary>What the last forward pass gave to the next layer, when it was given <paramref name="x"/>.</summary>
    public T* Output(T* x) => _active ? _output.Pointer : x;

    /// <summary>Passes the gradient through the mask of the last forward pass, in place.</summary>
    public void Backward(T* gradient, int length)
    {
        if (_active)
            TensorPrimitives.Multiply(
                new ReadOnlySpan<T>(gradient, length), new ReadOnlySpan<T>(_mask.Pointer, length), new Span<T>(gradient, length));
    }
}
