using System.Buffers.Binary;

namespace PlayCount.Inference.Estimating;

/// <summary>Interleaved 16-bit samples, little-endian, in pieces that may end anywhere, as one channel: the mean of its channels.</summary>
internal sealed class Pcm16(int channels)
{
    private const float FullScale = 32_768;
    private const int FramesAtOnce = 16_384;

    private readonly byte[] _begun = new byte[sizeof(short) * channels]; // a frame whose rest is still to come
    private readonly float[] _mono = new float[FramesAtOnce];

    /// <summary>Bytes of a frame whose rest is still to come.</summary>
    public int BytesBegun { get; private set; }

    /// <summary>Takes the next frames off the front of <paramref name="bytes"/>.</summary>
    /// <returns>Shape (frames), in [-1, 1), valid until the next call; empty when nothing is left of them.</returns>
    public ReadOnlySpan<float> Read(ref ReadOnlyMemory<byte> bytes)
    {
        if (BytesBegun > 0)
            return Complete(ref bytes);
        var frames = Math.Min(bytes.Length / _begun.Length, FramesAtOnce);
        if (frames == 0)
            return Complete(ref bytes);
        for (var frame = 0; frame < frames; frame++)
            _mono[frame] = Mix(bytes.Span.Slice(frame * _begun.Length, _begun.Length));
        bytes = bytes[(frames * _begun.Length)..];
        return _mono.AsSpan(0, frames);
    }

    private ReadOnlySpan<float> Complete(ref ReadOnlyMemory<byte> bytes)
    {
        var taken = Math.Min(bytes.Length, _begun.Length - BytesBegun);
        bytes.Span[..taken].CopyTo(_begun.AsSpan(BytesBegun));
        bytes = bytes[taken..];
        BytesBegun += taken;
        if (BytesBegun < _begun.Length)
            return [];
        BytesBegun = 0;
        _mono[0] = Mix(_begun);
        return _mono.AsSpan(0, 1);
    }

    // As the decoder of files does it, so that the same sound gives the same bits.
    private float Mix(ReadOnlySpan<byte> frame)
    {
        var sum = 0f;
        for (var channel = 0; channel < channels; channel++)
            sum += BinaryPrimitives.ReadInt16LittleEndian(frame[(sizeof(short) * channel)..]) / FullScale;
        return sum / channels;
    }
}
