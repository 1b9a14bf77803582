using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>What the caller can mend is told; what it cannot gets an id that is logged.</summary>
/// <param name="logger">Told of every call that fails.</param>
public sealed class CallStatuses(ILogger<CallStatuses> logger) : IStatuses
{
    /// <inheritdoc />
    public Status StatusOf(Exception failure, ServerCallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (failure is RefusedException refused)
        {
            Log.CallRefused(logger, context.Method, refused.Refusal, refused.Message);
            return new Status(CodeOf(refused.Refusal), refused.Message);
        }

        if (failure is OperationCanceledException || context.CancellationToken.IsCancellationRequested)
        {
            Log.CallGivenUp(logger, context.Method);
            return new Status(StatusCode.Cancelled, "The caller ended the call.");
        }

        var id = Activity.Current?.TraceId.ToHexString() ?? Guid.NewGuid().ToString("n");
        Log.CallFailed(logger, context.Method, id, failure);
        return new Status(StatusCode.Internal, $"The server failed; its log tells why under {id}.");
    }

    private static StatusCode CodeOf(Refusal refusal) => refusal switch
    {
        Refusal.Invalid => StatusCode.InvalidArgument,
        Refusal.Unknown => StatusCode.NotFound,
        Refusal.TooMuch or Refusal.Busy => StatusCode.ResourceExhausted,
        Refusal.TooLong => StatusCode.OutOfRange,
        Refusal.NotNow => StatusCode.Unavailable,
        Refusal.TooSlow => StatusCode.DeadlineExceeded,
        Refusal.Damaged => StatusCode.DataLoss,
        Refusal.Lacking => StatusCode.Unimplemented,
        _ => StatusCode.Internal,
    };
}
