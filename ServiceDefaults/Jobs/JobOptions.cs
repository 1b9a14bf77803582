using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>How jobs are leased and asked for again; section <c>Jobs</c>.</summary>
public sealed class JobOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Jobs";

    /// <summary>
    /// After as many seconds without a heartbeat another worker takes a job over; 1 to 3,600, default 30. Heartbeats come three times as
    /// often.
    /// </summary>
    [Range(1, 3_600)]
    public double LeaseSeconds { get; set; } = 30;

    /// <summary>Seconds between two looks into the table when no message came; 0.05 to 60, default 1.</summary>
    [Range(0.05, 60)]
    public double PollSeconds { get; set; } = 1;

    /// <summary>Seconds after which an answer that was not seen going out is published again; 0.1 to 3,600, default 10.</summary>
    [Range(0.1, 3_600)]
    public double RepublishSeconds { get; set; } = 10;

    /// <summary>A job that failed as often, for reasons that might have passed, fails for good; 1 to 1,000, default 20.</summary>
    [Range(1, 1_000)]
    public int MaxAttempts { get; set; } = 20;

    /// <summary>
    /// A job whose worker fell silent more often fails: it may be what ends the process; 0 to 10,000, default 100. More than
    /// <see cref="MaxAttempts"/>, because a process that is killed is seldom the fault of its job.
    /// </summary>
    [Range(0, 10_000)]
    public int MaxTakeovers { get; set; } = 100;

    /// <summary>Jobs of one service worked on at the same time; 0, the default: one a processor.</summary>
    [Range(0, 1_024)]
    public int Degree { get; set; }
}
