namespace Grpc.Core;

/// <summary>How a call ended, and why.</summary>
public readonly struct Status : IEquatable<Status>
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

    /// <summary>Whether both say the same.</summary>
    public static bool operator ==(Status left, Status right) => left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(Status left, Status right) => !left.Equals(right);

    /// <inheritdoc />
    public bool Equals(Status other) =>
        StatusCode == other.StatusCode && Detail == other.Detail && Equals(DebugException, other.DebugException);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is Status other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(StatusCode, Detail, DebugException);

    /// <summary>Code, detail and, where there is one, the exception.</summary>
    public override string ToString() => DebugException is null
        ? $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\")"
        : $"Status(StatusCode=\"{StatusCode}\", Detail=\"{Detail}\", DebugException=\"{DebugException.GetType()}: {DebugException.Message}\")";
}
