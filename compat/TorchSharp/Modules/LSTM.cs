using TorchSharp.Native;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>libtorch's LSTM, one layer in one direction.</summary>
public sealed class LSTM : nn.Module
{
    private const int Gates = 4;

    internal LSTM(long inputs, long units, Device? device, ScalarType? dtype)
        : base(
            Zeros([Gates * units, inputs], device, dtype), Zeros([Gates * units, units], device, dtype),
            Zeros([Gates * units], device, dtype), Zeros([Gates * units], device, dtype))
    {
        using var weights = new TensorHandles(parameters());
        Call.Check(NativeMethods.LstmFlatten(weights.Pointers));
        foreach (var weight in parameters())
            weight.DetachFromDisposeScope();
    }

    /// <summary>Hidden states of all steps, shape (steps, batch, units), and the last hidden and cell state.</summary>
    /// <param name="input">Shape (steps, batch, inputs).</param>
    /// <param name="h0_c0">None: the states before the first step are 0.</param>
    /// <exception cref="NotSupportedException">Other states before the first step.</exception>
    public (Tensor, Tensor, Tensor) forward(Tensor input, (Tensor, Tensor)? h0_c0 = null)
    {
        if (h0_c0 is not null)
            throw new NotSupportedException("This stand-in's LSTM begins with states of 0: leave h0_c0 out.");
        using var weights = new TensorHandles(parameters());
        var status = NativeMethods.Lstm(input.Safe, weights.Pointers, out var all, out var hidden, out var cell);
        return (Call.Result(status, all), new Tensor(hidden), new Tensor(cell));
    }

    private static Parameter Zeros(ReadOnlySpan<long> shape, Device? device, ScalarType? dtype)
    {
        Call.Check(NativeMethods.Zeros(
            shape, shape.Length, (int)(dtype ?? ScalarType.Float32), (device ?? CPU).Native, out var handle));
        return new Parameter(handle);
    }
}
