using System.Globalization;

namespace PlayCount.Audio.Decoding;

/// <summary>A song has more seconds or bytes than are accepted; nothing says that it is damaged.</summary>
/// <param name="message">What it has and what the limit is, to follow "The audio".</param>
public sealed class SongTooLongException(string message) : Exception(message)
{
    /// <summary>The same song is always too long.</summary>
    public static bool IsTransient => false;

    /// <summary>Of a limit in seconds.</summary>
    public static SongTooLongException Of(double maxSeconds) => new(
        string.Create(CultureInfo.InvariantCulture, $"lasts longer than {maxSeconds} s, the most that is accepted here"));

    /// <summary>Of a limit in bytes.</summary>
    public static SongTooLongException OfBytes(long maxBytes) => new(
        string.Create(CultureInfo.InvariantCulture, $"has more than {maxBytes} bytes, the most that is accepted here"));
}
