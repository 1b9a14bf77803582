namespace PlayCount.Faults;

/// <summary>Settings that make services notice sooner than usual that somebody has died. All services inherit them.</summary>
internal static class ShortWaits
{
    public static readonly (string Name, string Value)[] Settings =
    [
        ("Jobs__LeaseSeconds", "2"),
        ("Jobs__PollSeconds", "0.1"),
        ("Jobs__RepublishSeconds", "1"),
        ("Jobs__MaxTakeovers", "1000"),
        ("Experiments__AskAgainSeconds", "2"),
        ("Experiments__PollSeconds", "0.2"),
        ("Experiments__CheckAgainSeconds", "8"), // Azurite writes its index every 5 s
    ];
}
