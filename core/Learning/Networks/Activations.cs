using System.Numerics;
using System.Numerics.Tensors;

namespace PlayCount.Learning.Networks;

/// <summary>Activations and their derivatives, the latter told from the activation's output.</summary>
internal static class Activations
{
    private const double HardSigmoidSlope = 0.2;
    private const double HardSigmoidOffset = 0.5;

    /// <summary>Of fewer numbers the exponentials are computed one by one, which gives other bits than several at once.</summary>
    private const int FewestAtOnce = 4;

    /// <summary>Replaces each x by f(x), whose bits depend on x alone and not on how many stand beside it.</summary>
    public static void Apply<T>(Activation kind, Span<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (values.Length >= FewestAtOnce)
        {
            ApplyToMany(kind, values);
            return;
        }

        Span<T> padded = stackalloc T[FewestAtOnce];
        padded.Clear();
        values.CopyTo(padded);
        ApplyToMany(kind, padded);
        padded[..values.Length].CopyTo(values);
    }

    /// <summary>Multiplies each gradient by f'(x), given y = f(x).</summary>
    public static void ScaleByDerivative<T>(Activation kind, ReadOnlySpan<T> outputs, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (kind)
        {
            case Activation.Tanh: ForEach<T, TanhSlope<T>>(outputs, gradients); break;
            case Activation.Sigmoid: ForEach<T, SigmoidSlope<T>>(outputs, gradients); break;
            case Activation.HardSigmoid: ForEach<T, HardSigmoidSlopeOf<T>>(outputs, gradients); break;
            case Activation.Relu: ForEach<T, ReluSlope<T>>(outputs, gradients); break;
            case Activation.Linear: break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such activation");
        }
    }

    private static void ApplyToMany<T>(Activation kind, Span<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (kind)
        {
            case Activation.Tanh: TensorPrimitives.Tanh<T>(values, values); break;
            case Activation.Sigmoid: TensorPrimitives.Sigmoid<T>(values, values); break;
            case Activation.HardSigmoid: HardSigmoid(values); break;
            case Activation.Relu: TensorPrimitives.Max(values, T.Zero, values); break;
            case Activation.Linear: break;
            default: throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such activation");
        }
    }

    private static void HardSigmoid<T>(Span<T> values) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TensorPrimitives.Multiply(values, T.CreateTruncating(HardSigmoidSlope), values);
        TensorPrimitives.Add(values, T.CreateTruncating(HardSigmoidOffset), values);
        TensorPrimitives.Max(values, T.Zero, values);
        TensorPrimitives.Min(values, T.One, values);
    }

    private static void ForEach<T, S>(ReadOnlySpan<T> outputs, Span<T> gradients)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> where S : struct, ISlope<T>
    {
        var i = 0;
        for (; i <= outputs.Length - Vector<T>.Count; i += Vector<T>.Count)
            (new Vector<T>(gradients[i..]) * S.Of(new Vector<T>(outputs[i..]))).CopyTo(gradients[i..]);
        for (; i < outputs.Length; i++)
            gradients[i] *= S.Of(new Vector<T>(outputs[i]))[0];
    }

    private interface ISlope<T>
    {
        static abstract Vector<T> Of(Vector<T> y);
    }

    private readonly struct TanhSlope<T> : ISlope<T>
    {
        public static Vector<T> Of(Vector<T> y) => Vector<T>.One - (y * y);
    }

    private readonly struct SigmoidSlope<T> : ISlope<T>
    {
        public static Vector<T> Of(Vector<T> y) => y * (Vector<T>.One - y);
    }

    private readonly struct HardSigmoidSlopeOf<T> : ISlope<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public static Vector<T> Of(Vector<T> y) => Vector.ConditionalSelect(
            Vector.GreaterThan(y, Vector<T>.Zero) & Vector.LessThan(y, Vector<T>.One),
            new Vector<T>(T.CreateTruncating(HardSigmoidSlope)),
            Vector<T>.Zero);
    }

    private readonly struct ReluSlope<T> : ISlope<T>
    {
        public static Vector<T> Of(Vector<T> y) =>
            Vector.ConditionalSelect(Vector.GreaterThan(y, Vector<T>.Zero), Vector<T>.One, Vector<T>.Zero);
    }
}
