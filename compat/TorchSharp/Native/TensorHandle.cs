using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>A tensor of the native library; given back once, whoever forgets it.</summary>
internal sealed class TensorHandle : SafeHandle
{
    public TensorHandle()
        : base(IntPtr.Zero, ownsHandle: true)
    {
    }

    internal TensorHandle(nint tensor)
        : this() => SetHandle(tensor);

    public override bool IsInvalid => handle == IntPtr.Zero;

    protected override bool ReleaseHandle() => NativeMethods.Free(handle) == 0;
}
