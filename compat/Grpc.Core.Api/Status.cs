using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "The genuine type has none.")]
public readonly struct Status
{
    /// <summary>Success, without a detail.</summary>
    public static readonly Status DefaultSuccess = new(StatusCode.OK, "");

    /// <summary>Cancelled, without a detail.</summary>
    public static readonly Status DefaultCancelled = new(StatusCode.Cancelled, "");

    /// <summary>A status.</summary>
    /// <param name="statusCode">How the call ended.</param>
    /// <param name="detail">Why; a person reads it.</param>
    public Status(StatusCode statusCode, string detail)
        : this(statusCode, detail, null)
    {
    }

    /// <summary>A status with the exception behind it.</summary>
    /// <param name="statusCode">How the call ended.</param>
    /// <param name="detail">Why; a person reads it.</param>
    /// <param name="debugException">What led to it in this process; it is not sent.</param>
    public Status(StatusCode statusCode, string detail, Exception? debugException) =>
        (StatusCode, Detail, DebugException) = (statusCode, detail, debugException);

    /// <summary>How the call ended.</summary>
    public StatusCode StatusCode { get; }

    /// <summary>Why; a person reads it.</summary>
    public string Detail { get; }

    /// <summary>What led to it in this process; null where it came over the wire.</summary>
    public Exception? DebugException { get; }

    /// <summary>Code, detail and, where there is one, the exception.</summary>
    public override string ToString()
    {
        var exception = DebugException is null ? "" : $", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\"";
        return $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\"{exception})";
    }
}
