namespace Grpc.Core;

/// <summary>How a message is written.</summary>
/// <param name="flags">What is asked for; nothing unless given.</param>
public class WriteOptions(WriteFlags flags = default)
{
    /// <summary>Nothing asked for.</summary>
    public static readonly WriteOptions Default = new();

    /// <summary>What is asked for.</summary>
    public WriteFlags Flags { get; } = flags;
}
