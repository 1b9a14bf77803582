using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>A call of many messages that is answered with one; awaiting it gives the response.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server sends.</typeparam>
/// <param name="requestStream">Takes the requests.</param>
/// <param name="responseAsync">The response.</param>
/// <param name="responseHeadersAsync">Gives what comes before the response.</param>
/// <param name="getStatusFunc">Gives how the call ended.</param>
/// <param name="getTrailersFunc">Gives what came after the response.</param>
/// <param name="disposeAction">Gives the call up.</param>
/// <param name="state">What each function is given.</param>
public sealed class AsyncClientStreamingCall<TRequest, TResponse>(
    IClientStreamWriter<TRequest> requestStream,
    Task<TResponse> responseAsync,
    Func<object, Task<Metadata>> responseHeadersAsync,
    Func<object, Status> getStatusFunc,
    Func<object, Metadata> getTrailersFunc,
    Action<object> disposeAction,
    object state) : IDisposable
{
    private readonly CallState _call = new(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);

    /// <summary>Takes the requests.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; } = requestStream;

    /// <summary>The response.</summary>
    /// <exception cref="RpcException">Awaited, and the call ended with another status than OK.</exception>
    public Task<TResponse> ResponseAsync { get; } = responseAsync;

    /// <summary>What comes before the response.</summary>
    public Task<Metadata> ResponseHeadersAsync => _call.ResponseHeadersAsync;

    /// <summary>Awaits the response.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Awaits the response.</summary>
    /// <param name="continueOnCapturedContext">Whether what follows runs where it was begun.</param>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>How the call ended.</summary>
    /// <exception cref="InvalidOperationException">It has not.</exception>
    public Status GetStatus() => _call.GetStatus();

    /// <summary>What came after the response.</summary>
    /// <exception cref="InvalidOperationException">The call has not ended.</exception>
    public Metadata GetTrailers() => _call.GetTrailers();

    /// <summary>Gives the call up where it has not ended.</summary>
    public void Dispose() => _call.End();
}
