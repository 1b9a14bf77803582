using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>How messages are taken from the broker; section <c>Messaging</c>.</summary>
public sealed class MessagingOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Messaging";

    /// <summary>
    /// Messages of one queue that a process has in hand at a time; 1 to 1,000, default 16. They only become rows: how many are worked on
    /// is <c>Jobs:Degree</c>.
    /// </summary>
    [Range(1, 1_000)]
    public int Prefetch { get; set; } = 16;
}
