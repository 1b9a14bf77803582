using Grpc.Core;
using Grpc.Core.Interceptors;

namespace PlayCount.Experiments.Serving;

/// <summary>The one place where a failure becomes a status.</summary>
internal sealed class StatusInterceptor(ILogger<StatusInterceptor> log) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Of(e, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception e) when (e is not RpcException)
        {
            throw Of(e, context);
        }
    }

    private RpcException Of(Exception failure, ServerCallContext context)
    {
        var code = failure switch
        {
            OperationCanceledException => StatusCode.Cancelled,
            ArgumentException => StatusCode.InvalidArgument,
            KeyNotFoundException => StatusCode.NotFound,
            InvalidOperationException => StatusCode.FailedPrecondition,
            _ => StatusCode.Internal,
        };
        if (code != StatusCode.Internal)
            return new RpcException(new Status(code, failure.Message.ReplaceLineEndings(" ")));
        Log.CallFailed(log, context.Method, failure);
        return new RpcException(new Status(code, "The call failed on the server; its log says why."));
    }
}
