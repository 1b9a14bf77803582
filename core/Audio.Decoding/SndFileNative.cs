using System.Reflection;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PlayCount.Audio.Decoding;

/// <summary>The functions of libsndfile that are used.</summary>
/// <remarks>Source: libsndfile's API documentation, https://libsndfile.github.io/libsndfile/api.html.</remarks>
internal static partial class SndFileNative
{
    public const int ReadMode = 0x10;
    public const int MajorFormatMask = 0x0FFF0000;

    /// <summary>The name that <see cref="SoundLibrary"/> resolves to the library it loaded.</summary>
    private const string Library = "sndfile";

    static SndFileNative() => NativeLibrary.SetDllImportResolver(Assembly.GetExecutingAssembly(), Resolve);

    /// <summary>SF_INFO.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Info
    {
        public long Frames;
        public int SampleRateHz;
        public int Channels;
        public int Format;
        public int Sections;
        public int Seekable;
    }

    /// <summary>SF_VIRTUAL_IO.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public unsafe struct VirtualIo
    {
        public delegate* unmanaged[Cdecl]<nint, long> GetFileLength;
        public delegate* unmanaged[Cdecl]<long, int, nint, long> Seek;
        public delegate* unmanaged[Cdecl]<byte*, long, nint, long> Read;
        public delegate* unmanaged[Cdecl]<byte*, long, nint, long> Write;
        public delegate* unmanaged[Cdecl]<nint, long> Tell;
    }

    /// <summary>An open SNDFILE.</summary>
    public sealed class Handle() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle() => CloseFile(handle) == 0;
    }

    [LibraryImport(Library, EntryPoint = "sf_open_virtual")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial Handle OpenVirtual(in VirtualIo io, int mode, ref Info info, nint userData);

    [LibraryImport(Library, EntryPoint = "sf_readf_float")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial long ReadFrames(Handle file, Span<float> interleaved, long frames);

    [LibraryImport(Library, EntryPoint = "sf_error")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial int Error(Handle file);

    [LibraryImport(Library, EntryPoint = "sf_strerror")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial nint ErrorText(Handle file);

    [LibraryImport(Library, EntryPoint = "sf_strerror")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial nint LastOpenErrorText(nint noFile);

    [LibraryImport(Library, EntryPoint = "sf_version_string")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial nint VersionText();

    [LibraryImport(Library, EntryPoint = "sf_close")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    private static partial int CloseFile(nint file);

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Library ? SoundLibrary.Loaded : nint.Zero;
}
