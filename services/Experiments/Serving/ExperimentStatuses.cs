using Grpc.Core;
using PlayCount.ServiceDefaults.Calls;

namespace PlayCount.Experiments.Serving;

/// <summary>What the caller can mend is told; of what it cannot the log tells.</summary>
internal sealed class ExperimentStatuses(ILogger<ExperimentStatuses> log) : IStatuses
{
    public Status StatusOf(Exception failure, ServerCallContext context)
    {
        if (failure is OperationCanceledException || context.CancellationToken.IsCancellationRequested)
            return new Status(StatusCode.Cancelled, "The caller ended the call, or the server stops.");
        var code = failure switch
        {
            ArgumentException => StatusCode.InvalidArgument,
            KeyNotFoundException => StatusCode.NotFound,
            InvalidOperationException => StatusCode.FailedPrecondition,
            _ => StatusCode.Internal,
        };
        if (code != StatusCode.Internal)
            return new Status(code, failure.Message.ReplaceLineEndings(" "));
        Log.CallFailed(log, context.Method, failure);
        return new Status(code, "The call failed on the server; its log says why.");
    }
}
