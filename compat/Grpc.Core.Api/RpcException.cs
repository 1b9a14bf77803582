namespace Grpc.Core;

/// <summary>A call that did not succeed. Thrown by a service, it is the call's status; a client throws what it received.</summary>
public class RpcException : Exception
{
    /// <summary>A call's end without trailers.</summary>
    /// <param name="status">How it ended.</param>
    public RpcException(Status status)
        : this(status, Metadata.Empty)
    {
    }

    /// <summary>A call's end with trailers.</summary>
    /// <param name="status">How it ended.</param>
    /// <param name="trailers">What is sent, or was received, after the last message.</param>
    /// <exception cref="ArgumentNullException">There are no trailers.</exception>
    public RpcException(Status status, Metadata trailers)
        : base(status.ToString(), status.DebugException)
    {
        ArgumentNullException.ThrowIfNull(trailers);
        (Status, Trailers) = (status, trailers);
    }

    /// <summary>How it ended.</summary>
    public Status Status { get; }

    /// <summary>How it ended, without the detail.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What was sent after the last message.</summary>
    public Metadata Trailers { get; }
}
