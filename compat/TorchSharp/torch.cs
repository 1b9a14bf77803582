using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Tensors, and functions of them, named as in PyTorch.</summary>
public static partial class torch
{
    /// <summary>The processors.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>The current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>Version of libtorch: <c>1.13.0</c>.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.Version())!;

    /// <summary>A scope that frees what this thread makes while it is the innermost one.</summary>
    public static DisposeScope NewDisposeScope() => new();

    /// <summary>Until it is disposed, this thread's operations are not recorded for gradients.</summary>
    public static IDisposable no_grad() => new WithoutGradients();

    /// <summary>Sets how many threads an operation on processors takes.</summary>
    /// <param name="num">At least 1.</param>
    public static void set_num_threads(int num) => Call.Check(NativeMethods.SetNumThreads(num));

    /// <summary>A tensor of a shape with whatever numbers.</summary>
    public static Tensor empty(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(NativeMethods.Empty(size, size.Length, (int)Kind(dtype, names), Place(device), out var result), result, requires_grad);

    /// <summary>A tensor of a shape, all 0.</summary>
    public static Tensor zeros(
        long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        New(NativeMethods.Zeros(size, size.Length, (int)Kind(dtype, names), Place(device), out var result), result, requires_grad);

    /// <summary>A vector, all 1.</summary>
    public static Tensor ones(
        long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Ones([size], dtype, device, requires_grad, names);

    /// <summary>A matrix, all 1.</summary>
    public static Tensor ones(
        long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Ones([rows, columns], dtype, device, requires_grad, names);

    /// <summary>Tensors of one shape along a new dimension.</summary>
    public static Tensor stack(IEnumerable<Tensor> tensors, long dim = 0)
    {
        using var all = new TensorHandles(tensors);
        return Call.Result(NativeMethods.Stack(all.Pointers, all.Count, dim, out var result), result);
    }

    /// <summary>Tensors one after the other along a dimension.</summary>
    public static Tensor cat(Tensor[] tensors, long dim = 0)
    {
        using var all = new TensorHandles(tensors);
        return Call.Result(NativeMethods.Cat(all.Pointers, all.Count, dim, out var result), result);
    }

    /// <summary>Numbers of the one tensor where a condition holds, of the other elsewhere.</summary>
    public static Tensor where(Tensor condition, Tensor x, Tensor y) =>
        Call.Result(NativeMethods.Where(condition.Safe, x.Safe, y.Safe, out var result), result);

    private static Tensor Ones(ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names) =>
        New(NativeMethods.Ones(size, size.Length, (int)Kind(dtype, names), Place(device), out var result), result, requiresGrad);

    private static Tensor New(int status, TensorHandle result, bool requiresGrad)
    {
        var tensor = Call.Result(status, result);
        return requiresGrad ? tensor.requires_grad_() : tensor;
    }

    private static ScalarType Kind(ScalarType? dtype, string[]? names) => names is null
        ? dtype ?? ScalarType.Float32
        : throw new NotSupportedException("This stand-in knows no names of dimensions: leave names out, or build with TorchSharp itself.");

    private static NativeDevice Place(Device? device) => (device ?? CPU).Native;

    /// <summary>Nothing is recorded for gradients; once this is disposed, what was recorded before.</summary>
    private sealed class WithoutGradients : IDisposable
    {
        private readonly int _before;

        public WithoutGradients()
        {
            Call.Check(NativeMethods.GradMode(out _before));
            Call.Check(NativeMethods.SetGradMode(0));
        }

        public void Dispose() => Call.Check(NativeMethods.SetGradMode(_before));
    }
}
