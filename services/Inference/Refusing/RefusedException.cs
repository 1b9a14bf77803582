namespace PlayCount.Inference.Refusing;

/// <summary>Why a call is not answered.</summary>
internal enum Refusal
{
    /// <summary>What was sent cannot be used.</summary>
    Invalid,

    /// <summary>Nothing has that name.</summary>
    Unknown,

    /// <summary>It is more than is accepted.</summary>
    TooMuch,

    /// <summary>As much as is accepted at once is under way; it may be answered later.</summary>
    Busy,

    /// <summary>It may be answered later.</summary>
    NotNow,

    /// <summary>The caller kept still for too long.</summary>
    TooSlow,

    /// <summary>What is stored is damaged.</summary>
    Damaged,
}

/// <summary>A call that is not answered, for a reason that its caller is told as it stands here.</summary>
internal sealed class RefusedException(Refusal refusal, string message, Exception? inner = null) : Exception(message, inner)
{
    public Refusal Refusal { get; } = refusal;

    public bool IsTransient => Refusal is Refusal.NotNow or Refusal.Busy;
}
