using System.Numerics;
using PlayCount.Learning.Kernels;

namespace PlayCount.Learning.Training;

/// <summary>Turns gradients into steps, one pass over the memory; threads share the weights in slices.</summary>
/// <remarks>
/// With w weight, g gradient, r rate: RMSprop v = rho v + (1 - rho) g², w -= r g / (sqrt(v) + epsilon). Adam m = b1 m + (1 - b1) g,
/// v = b2 v + (1 - b2) g², w -= r sqrt(1 - b2^t) / (1 - b1^t) m / (sqrt(v) + epsilon). SGD m = momentum m - r g, w += m.
/// Source: Keras' documented optimizers; Tieleman and Hinton 2012; Kingma and Ba 2015, section 2.
/// </remarks>
internal sealed unsafe class Optimizer<T>(OptimizerSpec spec, int length) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Weights a thread takes at a time at least.</summary>
    private const int Grain = 1 << 16;

    private readonly Pinned<T> _squares = new(spec.Kind == OptimizerKind.Sgd ? 0 : length);
    private readonly Pinned<T> _means = new(spec.Kind == OptimizerKind.RmsProp ? 0 : length);

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Running means of squared gradients, or empty.</summary>
    public Memory<T> Squares => _squares.Array;

    /// <summary>Running means of gradients, or empty.</summary>
    public Memory<T> Means => _means.Array;

    public void Step(Span<T> weights, ReadOnlySpan<T> gradient, Workers workers)
    {
        Steps++;
        fixed (T* w = weights, g = gradient)
        {
            T* to = w, from = g;
            workers.ForSlices(length, Grain, (first, end) => StepSlice(to, from, first, end));
        }
    }

    private void StepSlice(T* w, T* g, int first, int end)
    {
        switch (spec.Kind)
        {
            case OptimizerKind.RmsProp: RmsProp(w, g, first, end); break;
            case OptimizerKind.Adam: Adam(w, g, first, end); break;
            case OptimizerKind.Sgd: Sgd(w, g, first, end); break;
            default: throw new InvalidOperationException($"No optimizer '{spec.Kind}'.");
        }
    }

    private void RmsProp(T* w, T* g, int first, int end)
    {
        var v = _squares.Pointer;
        T rho = Of(spec.Decay), rest = T.One - rho, rate = Of(spec.LearningRate), epsilon = Of(spec.Epsilon);
        var (rhos, rests, rates, epsilons) = (new Vector<T>(rho), new Vector<T>(rest), new Vector<T>(rate), new Vector<T>(epsilon));
        var i = first;
        for (; i <= end - Vector<T>.Count; i += Vector<T>.Count)
        {
            var slope = Vector.Load(g + i);
            var square = (rhos * Vector.Load(v + i)) + (rests * slope * slope);
            Vector.Store(square, v + i);
            Vector.Store(Vector.Load(w + i) - (rates * slope / (Vector.SquareRoot(square) + epsilons)), w + i);
        }

        for (; i < end; i++)
        {
            v[i] = (rho * v[i]) + (rest * g[i] * g[i]);
            w[i] -= rate * g[i] / (T.Sqrt(v[i]) + epsilon);
        }
    }

    private void Adam(T* w, T* g, int first, int end)
    {
        T* m = _means.Pointer, v = _squares.Pointer;
        var corrected = spec.LearningRate * Math.Sqrt(1 - Math.Pow(spec.Decay, Steps)) / (1 - Math.Pow(spec.Momentum, Steps));
        T b1 = Of(spec.Momentum), b2 = Of(spec.Decay), rate = Of(corrected), epsilon = Of(spec.Epsilon);
        var (b1s, b2s, rates, epsilons) = (new Vector<T>(b1), new Vector<T>(b2), new Vector<T>(rate), new Vector<T>(epsilon));
        var (rest1, rest2) = (Vector<T>.One - b1s, Vector<T>.One - b2s);
        var i = first;
        for (; i <= end - Vector<T>.Count; i += Vector<T>.Count)
        {
            var slope = Vector.Load(g + i);
            var mean = (b1s * Vector.Load(m + i)) + (rest1 * slope);
            var square = (b2s * Vector.Load(v + i)) + (rest2 * slope * slope);
            Vector.Store(mean, m + i);
            Vector.Store(square, v + i);
            Vector.Store(Vector.Load(w + i) - (rates * mean / (Vector.SquareRoot(square) + epsilons)), w + i);
        }

        for (; i < end; i++)
        {
            m[i] = (b1 * m[i]) + ((T.One - b1) * g[i]);
            v[i] = (b2 * v[i]) + ((T.One - b2) * g[i] * g[i]);
            w[i] -= rate * m[i] / (T.Sqrt(v[i]) + epsilon);
        }
    }

    private void Sgd(T* w, T* g, int first, int end)
    {
        var m = _means.Pointer;
        T momentum = Of(spec.Momentum), rate = Of(spec.LearningRate);
        var (momentums, rates) = (new Vector<T>(momentum), new Vector<T>(rate));
        var i = first;
        for (; i <= end - Vector<T>.Count; i += Vector<T>.Count)
        {
            var mean = (momentums * Vector.Load(m + i)) - (rates * Vector.Load(g + i));
            Vector.Store(mean, m + i);
            Vector.Store(Vector.Load(w + i) + mean, w + i);
        }

        for (; i < end; i++)
        {
            m[i] = (momentum * m[i]) - (rate * g[i]);
            w[i] += m[i];
        }
    }

    private static T Of(double value) => T.CreateTruncating(value);
}
