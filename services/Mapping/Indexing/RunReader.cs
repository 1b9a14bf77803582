using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace PlayCount.Mapping.Indexing;

/// <summary>Reads one sorted run from its begin to its end.</summary>
internal sealed class RunReader(SafeFileHandle file, long start, long end)
{
    private const int BufferBytes = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferBytes];
    private long _next = start; // what is not in the buffer yet
    private int _at;
    private int _filled;

    public byte[] Key { get; private set; } = [];

    public byte[] Value { get; private set; } = [];

    /// <summary>Reads the next key and value, or says that there is none.</summary>
    public bool TryNext()
    {
        if (_at == _filled && _next == end)
            return false;
        Span<byte> lengths = stackalloc byte[1 + sizeof(int)];
        Take(lengths);
        Key = new byte[lengths[0]];
        Value = new byte[BinaryPrimitives.ReadInt32LittleEndian(lengths[1..])];
        Take(Key);
        Take(Value);
        return true;
    }

    private void Take(Span<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_at == _filled)
                Fill();
            var taken = Math.Min(bytes.Length, _filled - _at);
            _buffer.AsSpan(_at, taken).CopyTo(bytes);
            _at += taken;
            bytes = bytes[taken..];
        }
    }

    private void Fill()
    {
        (_at, _filled) = (0, RandomAccess.Read(file, _buffer.AsSpan(0, (int)Math.Min(BufferBytes, end - _next)), _next));
        if (_filled == 0)
            throw new EndOfStreamException("A sorted run ends before its end: its file was cut short while it was read.");
        _next += _filled;
    }
}
