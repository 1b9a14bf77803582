using Grpc.Core;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>Which status a service's failures become, and what its callers and its log are told of them.</summary>
public interface IStatuses
{
    /// <summary>The status of a call that failed with anything but a status of its own.</summary>
    Status StatusOf(Exception failure, ServerCallContext context);
}
