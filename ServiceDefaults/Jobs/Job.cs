namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>A job that was leased.</summary>
internal sealed record Job
{
    /// <summary><c>&lt;experiment&gt;/&lt;work&gt;</c>.</summary>
    public required string JobKey { get; init; }

    public required string ExperimentId { get; init; }

    public required int Round { get; init; }

    public required string Work { get; init; }

    /// <summary>Full name of the command's type.</summary>
    public required string Kind { get; init; }

    /// <summary>The command as JSON.</summary>
    public required string Command { get; init; }

    /// <summary>How often it was begun, this time included.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many attempts ended with a failure.</summary>
    public required int Failures { get; init; }

    /// <summary>How many attempts never ended: their worker fell silent, and another one took over.</summary>
    public required int Takeovers { get; init; }

    /// <summary>W3C trace context of the message that asked for it; once it has ended, of the job itself; or null.</summary>
    public required string? TraceParent { get; init; }

    /// <summary>Milliseconds since 1970 when it was queued.</summary>
    public required long QueuedAt { get; init; }

    /// <summary>Whose it is: a new token each time.</summary>
    public required string Lease { get; init; }

    /// <summary>How far it was at its end, where that was not written down yet.</summary>
    public string? Note { get; init; }
}

/// <summary>An answer that was not seen going out.</summary>
internal sealed record JobAnswer
{
    public required string JobKey { get; init; }

    public required string AnswerKind { get; init; }

    public required string Answer { get; init; }

    public required long AnswerVersion { get; init; }

    /// <summary>W3C trace context of the job, or null.</summary>
    public required string? TraceParent { get; init; }
}
