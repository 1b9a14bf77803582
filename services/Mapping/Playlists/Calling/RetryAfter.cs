using System.Globalization;
using System.Net.Http.Headers;

namespace PlayCount.Mapping.Playlists.Calling;

/// <summary>When a server that wants no calls takes them again.</summary>
/// <remarks>Source: RFC 9110, 10.2.3: a number of seconds or a date; Spotify for Developers, "Rate Limits": seconds.</remarks>
internal static class RetryAfter
{
    /// <summary>The header's name.</summary>
    public const string Name = "Retry-After";

    /// <summary>Where it says nothing that can be used: none, a negative number, a date that has passed.</summary>
    public static TimeSpan Usual { get; } = TimeSpan.FromSeconds(30); // Spotify counts calls in windows of 30 s

    /// <summary>What is longer is taken for a fault of the server.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(7);

    /// <summary>Where it says what is longer.</summary>
    public static TimeSpan InsteadOfLonger { get; } = TimeSpan.FromDays(1);

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>Whether an answer says when.</summary>
    public static bool IsIn(HttpResponseHeaders headers) => headers.NonValidated.Contains(Name);

    /// <summary>The moment from which on calls are taken again.</summary>
    public static DateTimeOffset Of(HttpResponseHeaders headers, DateTimeOffset now)
    {
        var wait = Wait(headers.NonValidated.TryGetValues(Name, out var values) ? values.ToString().Trim() : "", now);
        return now + (wait > Longest ? InsteadOfLonger : wait < Least ? Least : wait);
    }

    private static TimeSpan Wait(string text, DateTimeOffset now)
    {
        if (text.Length > 0 && text.All(char.IsAsciiDigit))
        {
            return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= Longest.TotalSeconds
                ? TimeSpan.FromSeconds(seconds)
                : TimeSpan.MaxValue;
        }

        return DateTimeOffset.TryParseExact(
            text, "r", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var date)
            && date > now
            ? date - now
            : Usual;
    }
}
