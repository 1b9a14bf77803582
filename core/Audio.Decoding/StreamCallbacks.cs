using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PlayCount.Audio.Decoding;

/// <summary>Lets libsndfile read a .NET stream. What the stream throws is kept, for no exception may cross native frames.</summary>
internal sealed unsafe class StreamCallbacks(Stream stream)
{
    private const int SeekCurrent = 1;
    private const int SeekEnd = 2;
    private const long Failed = -1;

    private readonly Stream _stream = stream;

    /// <summary>What the stream threw, if it did.</summary>
    public Exception? Failure { get; private set; }

    public static SndFileNative.VirtualIo Io => new()
    {
        GetFileLength = &GetFileLength,
        Seek = &Seek,
        Read = &Read,
        Write = &Write,
        Tell = &Tell,
    };

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long GetFileLength(nint self) => Of(self)._stream.Length;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Seek(long offset, int whence, nint self)
    {
        var stream = Of(self)._stream;
        var target = offset + (whence == SeekCurrent ? stream.Position : whence == SeekEnd ? stream.Length : 0);
        return target < 0 ? Failed : stream.Position = target;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Read(byte* target, long bytes, nint self)
    {
        var callbacks = Of(self);
        var wanted = (int)Math.Clamp(bytes, 0, int.MaxValue);
        try
        {
            return callbacks._stream.ReadAtLeast(new Span<byte>(target, wanted), wanted, throwOnEndOfStream: false);
        }
        catch (Exception failure)
        {
            callbacks.Failure = failure;
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Write(byte* source, long bytes, nint self) => 0;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static long Tell(nint self) => Of(self)._stream.Position;

    private static StreamCallbacks Of(nint self) => (StreamCallbacks)GCHandle.FromIntPtr(self).Target!;
}
