namespace Grpc.Core;

/// <summary>How a call ended.</summary>
/// <remarks>Source: "Status codes and their use in gRPC", gRPC documentation.</remarks>
public enum StatusCode
{
    /// <summary>It succeeded.</summary>
    OK = 0,

    /// <summary>The caller gave it up.</summary>
    Cancelled = 1,

    /// <summary>An error that says no more of itself.</summary>
    Unknown = 2,

    /// <summary>The request can never be right, whatever the server's state.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed first.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for is not there.</summary>
    NotFound = 5,

    /// <summary>What was to be made is there already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota, a limit or a space is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The server's state forbids it; trying again is of no use until that changes.</summary>
    FailedPrecondition = 9,

    /// <summary>Another call got in the way; the whole of it may be tried again.</summary>
    Aborted = 10,

    /// <summary>Past the end of what there is.</summary>
    OutOfRange = 11,

    /// <summary>The server has no such method.</summary>
    Unimplemented = 12,

    /// <summary>Something that must hold does not.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached or does not serve now; trying again may help.</summary>
    Unavailable = 14,

    /// <summary>Data is lost or damaged for good.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
