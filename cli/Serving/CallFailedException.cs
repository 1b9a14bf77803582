using System.Globalization;
using Grpc.Core;

namespace PlayCount.Cli.Serving;

/// <summary>A call that the server did not answer, or not with what was asked for.</summary>
internal sealed class CallFailedException(string message, StatusCode status, Exception inner) : Exception(message, inner)
{
    /// <summary>
    /// gRPC's own words for a call that the server does not know are short ("Service is unimplemented."); an estimator that lacks
    /// libsndfile, the only one that answers so, says more.
    /// </summary>
    private const int LongestOfFramework = 40;

    public StatusCode Status { get; } = status;

    public bool IsTransient => Status is StatusCode.Unavailable or StatusCode.DeadlineExceeded;

    public static CallFailedException Of(RpcException failure, Uri address, double seconds)
    {
        // A status that the client made up itself has what kept it from calling as its cause.
        var isUnreached = failure is { StatusCode: StatusCode.Unavailable or StatusCode.Internal, Status.DebugException: not null };
        var message = failure.StatusCode switch
        {
            _ when isUnreached => $"No estimator answers at {address.GetLeftPart(UriPartial.Authority)}: "
                + $"{failure.Status.DebugException!.GetBaseException().Message}. "
                + "Start one with 'playcount serve', and give the address that it prints.",
            StatusCode.DeadlineExceeded when failure.Status.Detail.Length == 0 => string.Create(CultureInfo.InvariantCulture,
                $"The server at {address.GetLeftPart(UriPartial.Authority)} did not answer within {seconds} s. "
                    + $"Ask for less, or give a longer --timeout."),
            StatusCode.Unimplemented when failure.Status.Detail.Length <= LongestOfFramework =>
                $"The server at {address.GetLeftPart(UriPartial.Authority)} is no estimator of this version: {failure.Status.Detail}",
            _ => $"The server refused, {failure.StatusCode}: {failure.Status.Detail}",
        };
        return new CallFailedException(message, failure.StatusCode, failure);
    }
}
