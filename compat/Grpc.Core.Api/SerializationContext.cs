using System.Buffers;

namespace Grpc.Core;

/// <summary>Where one message is written to.</summary>
public abstract class SerializationContext
{
    /// <summary>Ends the message: these bytes are all of it.</summary>
    public abstract void Complete(byte[] payload);

    /// <summary>Ends the message that was written into <see cref="GetBufferWriter"/>.</summary>
    public abstract void Complete();

    /// <summary>The buffer for the message's bytes.</summary>
    public abstract IBufferWriter<byte> GetBufferWriter();

    /// <summary>Says how long the message will be, in bytes, before the first is written.</summary>
    public abstract void SetPayloadLength(int payloadLength);
}
