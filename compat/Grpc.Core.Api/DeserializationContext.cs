using System.Buffers;

namespace Grpc.Core;

/// <summary>Where one message is read from.</summary>
public abstract class DeserializationContext
{
    /// <summary>The message's length in bytes.</summary>
    public abstract int PayloadLength { get; }

    /// <summary>The message's bytes in an array of their own.</summary>
    public abstract byte[] PayloadAsNewBuffer();

    /// <summary>The message's bytes, valid until the message is read.</summary>
    public abstract ReadOnlySequence<byte> PayloadAsReadOnlySequence();
}
