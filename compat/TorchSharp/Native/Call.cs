using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>What becomes of a native call.</summary>
internal static class Call
{
    /// <summary>Throws what the native library says where a status is not 0.</summary>
    /// <exception cref="ExternalException">The status is not 0.</exception>
    public static void Check(int status)
    {
        if (status != 0)
            throw new ExternalException(Marshal.PtrToStringUTF8(NativeMethods.Error()));
    }

    /// <summary>The tensor that a call gave, in the current scope.</summary>
    /// <exception cref="ExternalException">The status is not 0.</exception>
    public static torch.Tensor Result(int status, TensorHandle result)
    {
        if (status != 0)
            result.Dispose();
        Check(status);
        return new torch.Tensor(result);
    }
}
