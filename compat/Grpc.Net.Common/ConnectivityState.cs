namespace Grpc.Core;

/// <summary>What a channel does.</summary>
/// <remarks>Source: "gRPC Connectivity Semantics and API", gRPC documentation.</remarks>
public enum ConnectivityState
{
    /// <summary>Nothing: nobody has called yet, or not for long.</summary>
    Idle = 0,

    /// <summary>It connects.</summary>
    Connecting = 1,

    /// <summary>It is connected.</summary>
    Ready = 2,

    /// <summary>It could not connect, and tries again later.</summary>
    TransientFailure = 3,

    /// <summary>It has been given up.</summary>
    Shutdown = 4,
}
