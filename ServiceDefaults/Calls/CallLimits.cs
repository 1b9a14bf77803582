using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>How long calls to other services may take when the caller says nothing; section <c>Calls</c>.</summary>
public sealed class CallLimits
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Calls";

    /// <summary>Seconds until a gRPC call with one answer has failed; 0.1 to 3,600, default 30.</summary>
    [Range(0.1, 3_600)]
    public double Seconds { get; set; } = 30;

    /// <summary>Seconds until a gRPC call that streams has failed; 1 to 604,800 (a week), default 3,600.</summary>
    [Range(1, 604_800)]
    public double StreamSeconds { get; set; } = 3_600;
}
