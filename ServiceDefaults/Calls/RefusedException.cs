namespace PlayCount.ServiceDefaults.Calls;

/// <summary>Why a call is not answered.</summary>
public enum Refusal
{
    /// <summary>What was sent cannot be used.</summary>
    Invalid,

    /// <summary>Nothing has that name.</summary>
    Unknown,

    /// <summary>It is more than is accepted.</summary>
    TooMuch,

    /// <summary>It goes on beyond what is accepted, where that is told from <see cref="TooMuch"/>.</summary>
    TooLong,

    /// <summary>As much as is accepted at once is under way; it may be answered later.</summary>
    Busy,

    /// <summary>It may be answered later.</summary>
    NotNow,

    /// <summary>The caller kept still for too long.</summary>
    TooSlow,

    /// <summary>What is stored is damaged.</summary>
    Damaged,

    /// <summary>The server lacks something that was never installed.</summary>
    Lacking,
}

/// <summary>A call that is not answered, for a reason that its caller is told as it stands here.</summary>
/// <param name="refusal">Which status it becomes.</param>
/// <param name="message">What was seen and what to do.</param>
/// <param name="inner">What led to it.</param>
public sealed class RefusedException(Refusal refusal, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Which status it becomes.</summary>
    public Refusal Refusal { get; } = refusal;

    /// <summary>Whether the same call may succeed later.</summary>
    public bool IsTransient => Refusal is Refusal.NotNow or Refusal.Busy;
}
