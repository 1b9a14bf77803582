namespace PlayCount.Experiments.Conducting;

/// <summary>An experiment as its table holds it.</summary>
public sealed record ExperimentRow
{
    public required string ExperimentId { get; init; }

    /// <summary>One of <see cref="ExperimentState"/>.</summary>
    public required string State { get; init; }

    /// <summary>One of <see cref="Conducting.Stage"/>: the last one reached.</summary>
    public required string Stage { get; init; }

    /// <summary>How often it was begun or resumed, from 1.</summary>
    public required int Round { get; init; }

    /// <summary>An <see cref="ExperimentRequest"/> as JSON.</summary>
    public required string Request { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public required string? Failure { get; init; }

    /// <summary>Milliseconds since 1970.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Milliseconds since 1970; null while it runs.</summary>
    public required long? EndedAt { get; init; }

    /// <summary>When the stage was reached, or resumed.</summary>
    public required long StageAt { get; init; }

    /// <summary>W3C trace context of the call that started it, whose trace all of its steps belong to; null: none.</summary>
    public required string? TraceParent { get; init; }
}

/// <summary>A piece of work that was asked for.</summary>
public sealed record WorkRow
{
    public required string Work { get; init; }

    /// <summary>Full name of the command's type.</summary>
    public required string Kind { get; init; }

    /// <summary>The command as JSON.</summary>
    public required string Command { get; init; }

    /// <summary>Full name of the answer's type, or null.</summary>
    public required string? AnswerKind { get; init; }

    /// <summary>The answer as JSON, or null.</summary>
    public required string? Answer { get; init; }
}
