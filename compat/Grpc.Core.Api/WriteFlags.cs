using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>What is asked for when a message is written.</summary>
[Flags]
[SuppressMessage("Naming", "CA1711:Identifiers should not have incorrect suffix", Justification = "The genuine package's name.")]
[SuppressMessage("Design", "CA1008:Enums should have zero value", Justification = "The genuine package has none.")]
public enum WriteFlags
{
    /// <summary>The message may wait to be sent with the next one.</summary>
    BufferHint = 1,

    /// <summary>The message is not compressed though the call is.</summary>
    NoCompress = 2,
}
