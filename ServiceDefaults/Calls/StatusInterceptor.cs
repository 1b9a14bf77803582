using Grpc.Core;
using Grpc.Core.Interceptors;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>The one place where the failure of a call becomes a status.</summary>
/// <typeparam name="TStatuses">Which status: the service's own choice.</typeparam>
public sealed class StatusInterceptor<TStatuses>(TStatuses statuses) : Interceptor where TStatuses : IStatuses
{
    /// <inheritdoc />
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        ToldAsync(() => continuation(request, context), context);

    /// <inheritdoc />
    public override Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation) =>
        ToldAsync(() => continuation(requestStream, context), context);

    /// <inheritdoc />
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        ToldAsync(() => AnsweredAsync(continuation(request, responseStream, context)), context);

    /// <inheritdoc />
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        ToldAsync(() => AnsweredAsync(continuation(requestStream, responseStream, context)), context);

    private async Task<T> ToldAsync<T>(Func<Task<T>> call, ServerCallContext context)
    {
        try
        {
            return await call();
        }
        catch (Exception failure) when (failure is not RpcException)
        {
            throw new RpcException(statuses.StatusOf(failure, context));
        }
    }

    /// <summary>A stream's call, whose answers have gone out by themselves.</summary>
    private static async Task<bool> AnsweredAsync(Task stream)
    {
        await stream;
        return true;
    }
}
