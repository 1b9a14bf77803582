namespace PlayCount.SpotifyFake;

/// <summary>What goes wrong with a call.</summary>
public enum FaultKind
{
    /// <summary>Nothing is done, and the answer is a status.</summary>
    Status,

    /// <summary>The connection is cut before anything is done.</summary>
    CutBefore,

    /// <summary>The connection is cut after all was done.</summary>
    CutAfter,

    /// <summary>The network delivers the request twice.</summary>
    Twice,

    /// <summary>The network delivers the request, and once more just before the next one.</summary>
    Late,

    /// <summary>The answer takes a while, by the virtual clock.</summary>
    Delay,

    /// <summary>Nothing is done, and no answer comes for as long as the caller waits.</summary>
    HangBefore,

    /// <summary>All was done, and no answer comes for as long as the caller waits.</summary>
    HangAfter,

    /// <summary>Nothing is done, and the answer is that songs were added.</summary>
    NoEffect,
}

/// <summary>A fault.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="RetryAfter">The answer's <c>Retry-After</c>, or null.</param>
/// <param name="Span">How long no call may come after it, or how long the answer takes.</param>
public sealed record Fault(FaultKind Kind, int Status = 0, string? RetryAfter = null, TimeSpan Span = default)
{
    /// <summary>A failing server.</summary>
    public static Fault Of(int status) => new(FaultKind.Status, status);

    /// <summary>A server that wants no calls for a while, and says for how long in whole seconds.</summary>
    public static Fault Wait(int seconds) =>
        new(FaultKind.Status, 429, seconds.ToString(System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromSeconds(seconds));

    /// <summary>A server that wants no calls, and says so in its own way.</summary>
    /// <param name="retryAfter">The header, or null.</param>
    /// <param name="least">How long no call may come, whatever is made of it.</param>
    public static Fault Wait(string? retryAfter, TimeSpan least) => new(FaultKind.Status, 429, retryAfter, least);
}

/// <summary>A call that came in.</summary>
/// <param name="Position">Its place among all calls, from 1.</param>
/// <param name="Method">Its method.</param>
/// <param name="Path">Its path, without the query.</param>
/// <param name="At">When, by the virtual clock.</param>
public sealed record FakeCall(int Position, string Method, string Path, DateTimeOffset At);
