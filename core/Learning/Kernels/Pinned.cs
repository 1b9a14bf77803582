using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PlayCount.Learning.Kernels;

/// <summary>An array that the garbage collector never moves, so that kernels may keep pointers into it.</summary>
internal sealed unsafe class Pinned<T> where T : unmanaged
{
    public Pinned(int length)
    {
        Array = GC.AllocateArray<T>(length, pinned: true);
        Pointer = (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(Array));
    }

    public T[] Array { get; }

    public T* Pointer { get; }

    public int Length => Array.Length;

    public Span<T> Span => Array;

    /// <summary>This array, or a longer one whose contents are undefined.</summary>
    public Pinned<T> AtLeast(int length) => length <= Length ? this : new Pinned<T>(length);
}
