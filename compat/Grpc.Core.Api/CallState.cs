namespace Grpc.Core;

/// <summary>What every kind of call knows of itself: each function is given the state.</summary>
internal sealed record CallState(
    Func<object, Task<Metadata>> Headers,
    Func<object, Status> Status,
    Func<object, Metadata> Trailers,
    Action<object> Dispose,
    object State)
{
    public Task<Metadata> ResponseHeadersAsync => Headers(State);

    public Status GetStatus() => Status(State);

    public Metadata GetTrailers() => Trailers(State);

    public void End() => Dispose(State);
}
