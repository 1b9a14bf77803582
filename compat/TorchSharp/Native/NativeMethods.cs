using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A number as native/include/torchsharp.h has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeScalar(double Real, long Whole, int IsWhole);

/// <summary>A device as native/include/torchsharp.h has it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeDevice(int Type, int Index);

/// <summary>The functions of native/include/torchsharp.h, which says what each does. Those that give a status give 0, or 1 with a reason in
/// <see cref="Error"/>.</summary>
internal static partial class NativeMethods
{
    private const string Library = "LibTorchSharp";

    [LibraryImport(Library, EntryPoint = "ts_error")]
    internal static partial nint Error();

    [LibraryImport(Library, EntryPoint = "ts_version")]
    internal static partial nint Version();

    [LibraryImport(Library, EntryPoint = "ts_live_tensors")]
    internal static partial long LiveTensors();

    [LibraryImport(Library, EntryPoint = "ts_set_num_threads")]
    internal static partial int SetNumThreads(int threads);

    [LibraryImport(Library, EntryPoint = "ts_cuda_is_available")]
    internal static partial int CudaIsAvailable(out int isAvailable);

    [LibraryImport(Library, EntryPoint = "ts_cuda_synchronize")]
    internal static partial int CudaSynchronize(long index);

    [LibraryImport(Library, EntryPoint = "ts_allow_tf32_products")]
    internal static partial int AllowTf32Products(int allow);

    [LibraryImport(Library, EntryPoint = "ts_tf32_products")]
    internal static partial int Tf32Products(out int allowed);

    [LibraryImport(Library, EntryPoint = "ts_allow_tf32_cudnn")]
    internal static partial int AllowTf32Cudnn(int allow);

    [LibraryImport(Library, EntryPoint = "ts_tf32_cudnn")]
    internal static partial int Tf32Cudnn(out int allowed);

    [LibraryImport(Library, EntryPoint = "ts_grad_mode")]
    internal static partial int GradMode(out int isOn);

    [LibraryImport(Library, EntryPoint = "ts_set_grad_mode")]
    internal static partial int SetGradMode(int isOn);

    [LibraryImport(Library, EntryPoint = "ts_empty")]
    internal static partial int Empty(ReadOnlySpan<long> shape, int dimensions, int kind, NativeDevice device, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_zeros")]
    internal static partial int Zeros(ReadOnlySpan<long> shape, int dimensions, int kind, NativeDevice device, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_ones")]
    internal static partial int Ones(ReadOnlySpan<long> shape, int dimensions, int kind, NativeDevice device, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_free")]
    internal static partial int Free(nint tensor);

    [LibraryImport(Library, EntryPoint = "ts_dimensions")]
    internal static partial int Dimensions(TensorHandle x, out int dimensions);

    [LibraryImport(Library, EntryPoint = "ts_sizes")]
    internal static partial int Sizes(TensorHandle x, Span<long> sizes);

    [LibraryImport(Library, EntryPoint = "ts_kind")]
    internal static partial int Kind(TensorHandle x, out int kind);

    [LibraryImport(Library, EntryPoint = "ts_device_of")]
    internal static partial int DeviceOf(TensorHandle x, out NativeDevice device);

    [LibraryImport(Library, EntryPoint = "ts_bytes")]
    internal static partial int Bytes(TensorHandle x, out nint first, out long count);

    [LibraryImport(Library, EntryPoint = "ts_to")]
    internal static unsafe partial int To(
        TensorHandle x, int kind, NativeDevice* device, int copies, int nonBlocking, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_contiguous")]
    internal static partial int Contiguous(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_detach")]
    internal static partial int Detach(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_narrow")]
    internal static partial int Narrow(TensorHandle x, long dimension, long start, long length, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_split")]
    internal static partial int Split(TensorHandle x, long size, long dimension, int count, Span<nint> parts);

    [LibraryImport(Library, EntryPoint = "ts_select")]
    internal static partial int Select(TensorHandle x, long dimension, long index, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_reshape")]
    internal static partial int Reshape(TensorHandle x, ReadOnlySpan<long> shape, int dimensions, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_view")]
    internal static partial int View(TensorHandle x, ReadOnlySpan<long> shape, int dimensions, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_t")]
    internal static partial int T(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_unsqueeze")]
    internal static partial int Unsqueeze(TensorHandle x, long dimension, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_squeeze_all")]
    internal static partial int SqueezeAll(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_squeeze")]
    internal static partial int Squeeze(TensorHandle x, long dimension, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_index_select")]
    internal static partial int IndexSelect(TensorHandle x, long dimension, TensorHandle index, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_stack")]
    internal static partial int Stack(ReadOnlySpan<nint> all, int count, long dimension, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_cat")]
    internal static partial int Cat(ReadOnlySpan<nint> all, int count, long dimension, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_tanh")]
    internal static partial int Tanh(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sigmoid")]
    internal static partial int Sigmoid(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_relu")]
    internal static partial int Relu(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_square")]
    internal static partial int Square(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_abs")]
    internal static partial int Abs(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_log")]
    internal static partial int Log(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_log1p")]
    internal static partial int Log1p(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sqrt")]
    internal static partial int Sqrt(TensorHandle x, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_clamp")]
    internal static unsafe partial int Clamp(TensorHandle x, NativeScalar* least, NativeScalar* most, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_where")]
    internal static partial int Where(TensorHandle condition, TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_add")]
    internal static partial int Add(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sub")]
    internal static partial int Sub(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_mul")]
    internal static partial int Mul(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_div")]
    internal static partial int Div(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_add_scalar")]
    internal static partial int AddScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sub_scalar")]
    internal static partial int SubScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_rsub_scalar")]
    internal static partial int RsubScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_mul_scalar")]
    internal static partial int MulScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_div_scalar")]
    internal static partial int DivScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_lt_scalar")]
    internal static partial int LtScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_le_scalar")]
    internal static partial int LeScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_gt_scalar")]
    internal static partial int GtScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_ge_scalar")]
    internal static partial int GeScalar(TensorHandle x, NativeScalar y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_mm")]
    internal static partial int Mm(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_bmm")]
    internal static partial int Bmm(TensorHandle x, TensorHandle y, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sum")]
    internal static partial int Sum(TensorHandle x, int kind, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_sum_dimension")]
    internal static partial int SumDimension(TensorHandle x, long dimension, int keeps, int kind, out TensorHandle result);

    [LibraryImport(Library, EntryPoint = "ts_copy_in_place")]
    internal static partial int CopyInPlace(TensorHandle x, TensorHandle y, int nonBlocking);

    [LibraryImport(Library, EntryPoint = "ts_zero_in_place")]
    internal static partial int ZeroInPlace(TensorHandle x);

    [LibraryImport(Library, EntryPoint = "ts_add_in_place")]
    internal static partial int AddInPlace(TensorHandle x, TensorHandle y, NativeScalar alpha);

    [LibraryImport(Library, EntryPoint = "ts_add_scalar_in_place")]
    internal static partial int AddScalarInPlace(TensorHandle x, NativeScalar y);

    [LibraryImport(Library, EntryPoint = "ts_sub_in_place")]
    internal static partial int SubInPlace(TensorHandle x, TensorHandle y);

    [LibraryImport(Library, EntryPoint = "ts_mul_in_place")]
    internal static partial int MulInPlace(TensorHandle x, TensorHandle y);

    [LibraryImport(Library, EntryPoint = "ts_mul_scalar_in_place")]
    internal static partial int MulScalarInPlace(TensorHandle x, NativeScalar y);

    [LibraryImport(Library, EntryPoint = "ts_addcmul_in_place")]
    internal static partial int AddcmulInPlace(TensorHandle x, TensorHandle a, TensorHandle b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "ts_addcdiv_in_place")]
    internal static partial int AddcdivInPlace(TensorHandle x, TensorHandle a, TensorHandle b, NativeScalar value);

    [LibraryImport(Library, EntryPoint = "ts_requires_grad")]
    internal static partial int RequiresGrad(TensorHandle x, out int requiresGrad);

    [LibraryImport(Library, EntryPoint = "ts_requires_grad_in_place")]
    internal static partial int RequiresGradInPlace(TensorHandle x, int requiresGrad);

    [LibraryImport(Library, EntryPoint = "ts_grad")]
    internal static partial int Grad(
        ReadOnlySpan<nint> outputs, int outputCount, ReadOnlySpan<nint> outputGradients, int outputGradientCount,
        ReadOnlySpan<nint> inputs, int inputCount, int retainsGraph, int createsGraph, int allowsUnused, Span<nint> gradients);

    [LibraryImport(Library, EntryPoint = "ts_lstm_flatten")]
    internal static partial int LstmFlatten(ReadOnlySpan<nint> weights);

    [LibraryImport(Library, EntryPoint = "ts_lstm")]
    internal static partial int Lstm(
        TensorHandle x, ReadOnlySpan<nint> weights, out TensorHandle all, out TensorHandle hidden, out TensorHandle cell);
}
