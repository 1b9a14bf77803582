using System.Data.Common;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Tells failures that may pass from those that stay.</summary>
public static class JobFailure
{
    private const int LongestWaitSeconds = 60;

    /// <summary>
    /// Whether the same work may succeed later. A file that is not there is no such case, though its exception is an
    /// <see cref="IOException"/>.
    /// </summary>
    public static bool IsTransient(Exception failure) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException or PathTooLongException or DriveNotFoundException => false,
        IOException or TimeoutException or HttpRequestException => true,
        TaskCanceledException => true, // nobody asked for it, so a call ran into a limit of its own
        DbException database => SqlFailure.MayPass(database),
        _ => failure.GetType().GetProperty(nameof(DbException.IsTransient))?.GetValue(failure) is true,
    };

    /// <summary>1, 2, 4 ... seconds after the first, second, third failure, up to a minute.</summary>
    public static TimeSpan Wait(int failures) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), LongestWaitSeconds));

    /// <summary>The failure on one line.</summary>
    public static string Text(Exception failure) => failure.Message.ReplaceLineEndings(" ").Trim();
}
