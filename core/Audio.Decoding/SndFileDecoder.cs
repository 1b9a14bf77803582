using System.Runtime.InteropServices;

namespace PlayCount.Audio.Decoding;

/// <summary>MP3, Ogg Vorbis, Opus, FLAC and AIFF through libsndfile.</summary>
internal sealed class SndFileDecoder : IAudioDecoder
{
    /// <summary>libsndfile's number for "frames unknown" is near the largest; nothing real comes close to this.</summary>
    private const long UnknownFramesFrom = long.MaxValue / 2;

    /// <summary>Opening runs the codecs' one-time initialisations and its error text is global: one at a time.</summary>
    private static readonly Lock Opening = new();

    private readonly StreamCallbacks _callbacks;
    private readonly GCHandle _callbacksHandle;
    private readonly SndFileNative.Handle _file;
    private readonly SndFileNative.Info _info;
    private readonly AudioKind _kind;
    private long _framesRead;

    private SndFileDecoder(Stream stream, AudioKind kind)
    {
        _callbacks = new StreamCallbacks(stream);
        _callbacksHandle = GCHandle.Alloc(_callbacks);
        _kind = kind;
        lock (Opening)
        {
            _file = SndFileNative.OpenVirtual(StreamCallbacks.Io, SndFileNative.ReadMode, ref _info, GCHandle.ToIntPtr(_callbacksHandle));
            if (!_file.IsInvalid)
                return;
            var reason = Marshal.PtrToStringUTF8(SndFileNative.LastOpenErrorText(0));
            Dispose();
            throw _callbacks.Failure ?? new InvalidDataException(
                $"no decodable {Name(kind)} file in these {stream.Length} bytes: libsndfile says '{reason}'");
        }
    }

    public int SampleRateHz => _info.SampleRateHz;

    public int Channels => _info.Channels;

    /// <summary>FLAC and AIFF say it in their headers; libsndfile's figure for the others can be wrong (odd granule positions).</summary>
    public long? StatedFrames =>
        _kind is AudioKind.Flac or AudioKind.Aiff && _info.Frames is > 0 and < UnknownFramesFrom ? _info.Frames : null;

    /// <summary>Opens a file of a kind that was recognised.</summary>
    /// <exception cref="SoundLibraryException">libsndfile is not there, or too old for MP3.</exception>
    /// <exception cref="InvalidDataException">libsndfile does not take the file, or takes it for another kind.</exception>
    public static SndFileDecoder Open(Stream stream, AudioKind kind)
    {
        _ = SoundLibrary.Loaded;
        if (kind == AudioKind.Mp3)
            SoundLibrary.NeedsMp3(Marshal.PtrToStringUTF8(SndFileNative.VersionText()) ?? "");
        stream.Position = 0;
        var decoder = new SndFileDecoder(stream, kind);
        var major = decoder._info.Format & SndFileNative.MajorFormatMask;
        if (major == MajorFormat(kind))
            return decoder;
        decoder.Dispose();
        throw new InvalidDataException($"no {Name(kind)} file: libsndfile takes it for its format 0x{major:X6}");
    }

    public int ReadFrames(Span<float> interleaved)
    {
        var frames = (int)SndFileNative.ReadFrames(_file, interleaved, interleaved.Length / Channels);
        if (_callbacks.Failure is { } failure)
            throw failure;
        if (SndFileNative.Error(_file) != 0)
        {
            var reason = Marshal.PtrToStringUTF8(SndFileNative.ErrorText(_file));
            throw new InvalidDataException($"truncated or damaged: libsndfile says '{reason}' after {_framesRead} samples a channel");
        }

        _framesRead += Math.Max(frames, 0);
        if (frames <= 0 && _framesRead < StatedFrames)
            throw new InvalidDataException($"truncated: the header says {StatedFrames} samples a channel, {_framesRead} are there");
        return Math.Max(frames, 0);
    }

    public void Dispose()
    {
        _file?.Dispose();
        if (_callbacksHandle.IsAllocated)
            _callbacksHandle.Free();
    }

    private static string Name(AudioKind kind) => kind.ToString().ToUpperInvariant();

    /// <summary>SF_FORMAT_AIFF, _FLAC, _OGG and _MPEG.</summary>
    private static int MajorFormat(AudioKind kind) => kind switch
    {
        AudioKind.Aiff => 0x020000,
        AudioKind.Flac => 0x170000,
        AudioKind.Ogg => 0x200000,
        AudioKind.Mp3 => 0x230000,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "libsndfile decodes MP3, Ogg, FLAC and AIFF here."),
    };
}
