using static TorchSharp.torch;

namespace PlayCount.Learning.TorchSharp;

/// <summary>How exactly large products are computed; weights and running means are in single precision always.</summary>
public enum Precision
{
    /// <summary>Single precision, 24 bits of mantissa; the default.</summary>
    Full,

    /// <summary>TensorFloat-32: factors are rounded to 11 bits of mantissa, where the device can.</summary>
    Tf32,

    /// <summary>bfloat16: factors and products, those that are gradients included, are rounded to 8 bits of mantissa.</summary>
    BFloat16,
}

/// <summary>Products of stacked matrices at a precision.</summary>
internal static class Products
{
    /// <summary>What results call a precision.</summary>
    public static string NameOf(Precision precision) => precision switch
    {
        Precision.Tf32 => "tf32",
        Precision.BFloat16 => "bf16",
        _ => "float32",
    };

    /// <summary>The product of matrices, shapes (networks, rows, inner) and (networks, inner, columns).</summary>
    public static Tensor Of(Tensor left, Tensor right, Precision precision)
    {
        if (precision != Precision.BFloat16)
            return left.bmm(right);
        using var scope = NewDisposeScope();
        return left.to(ScalarType.BFloat16).bmm(right.to(ScalarType.BFloat16)).to(left.dtype).MoveToOuterDisposeScope();
    }
}
