namespace Grpc.Core;

/// <summary>Bytes to and from messages.</summary>
/// <typeparam name="T">The message.</typeparam>
/// <param name="serializer">Writes a message into a context.</param>
/// <param name="deserializer">Reads a message from a context.</param>
public class Marshaller<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer)
{
    /// <summary>Writes a message into a context.</summary>
    public Action<T, SerializationContext> ContextualSerializer { get; } =
        serializer ?? throw new ArgumentNullException(nameof(serializer));

    /// <summary>Reads a message from a context.</summary>
    public Func<DeserializationContext, T> ContextualDeserializer { get; } =
        deserializer ?? throw new ArgumentNullException(nameof(deserializer));
}

/// <summary>Makes marshallers.</summary>
public static class Marshallers
{
    /// <summary>A marshaller of two functions.</summary>
    /// <typeparam name="T">The message.</typeparam>
    /// <param name="serializer">Writes a message into a context.</param>
    /// <param name="deserializer">Reads a message from a context.</param>
    public static Marshaller<T> Create<T>(Action<T, SerializationContext> serializer, Func<DeserializationContext, T> deserializer) =>
        new(serializer, deserializer);
}
