using System.Buffers;

namespace PlayCount.Songs;

/// <summary>What kind of place audio is in.</summary>
public enum AudioPlaceKind
{
    /// <summary>A folder of this machine.</summary>
    Folder,

    /// <summary>A container of a blob storage.</summary>
    Blobs,

    /// <summary>A base address, http or https.</summary>
    Http,
}

/// <summary>
/// Where audio is: a folder, <c>blobs:CONTAINER</c> or <c>blobs:CONTAINER/PREFIX</c>, or an http or https base address.
/// </summary>
/// <param name="Kind">What kind of place.</param>
/// <param name="Text">As it was given; a base address ends with a slash.</param>
/// <param name="Container">Name of the container; empty but for blobs.</param>
/// <param name="Prefix">Folder in the container, without slash at its end; empty where there is none.</param>
public sealed record AudioPlace(AudioPlaceKind Kind, string Text, string Container = "", string Prefix = "")
{
    private const string BlobScheme = "blobs:";
    private const int LongestContainer = 63;
    private const int ShortestContainer = 3;
    private const int LongestAddress = 2_048;

    private static readonly SearchValues<char> ContainerLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Reads what was given.</summary>
    /// <exception cref="ArgumentException">It begins as an address of blobs or of a server does, and is none.</exception>
    public static AudioPlace Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.StartsWith(BlobScheme, StringComparison.Ordinal))
            return OfBlobs(text);
        return text.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            ? OfAddress(text)
            : new AudioPlace(AudioPlaceKind.Folder, text);
    }

    private static AudioPlace OfBlobs(string text)
    {
        var parts = text[BlobScheme.Length..].TrimEnd('/').Split('/', 2);
        if (!IsContainer(parts[0]))
        {
            throw new ArgumentException($"audio '{Shown.Shorten(text)}' names no container: "
                + "blobs:CONTAINER or blobs:CONTAINER/PREFIX is right, CONTAINER of 3 to 63 lower-case letters, "
                + "digits and single hyphens.");
        }

        return new AudioPlace(AudioPlaceKind.Blobs, text, parts[0], parts.Length > 1 ? parts[1] : "");
    }

    private static bool IsContainer(string name) => name.Length is >= ShortestContainer and <= LongestContainer
        && !name.AsSpan().ContainsAnyExcept(ContainerLetters)
        && name[0] != '-' && name[^1] != '-' && !name.Contains("--", StringComparison.Ordinal);

    private static AudioPlace OfAddress(string text)
    {
        if (text.Length > LongestAddress || !Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw Refused(text, "is no address");
        // Names and passwords, and keys behind a question mark, would stand in tables and messages.
        if (address.UserInfo.Length > 0)
            throw new ArgumentException("audio holds a user name or password; an address without is right.");
        if (address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new ArgumentException("audio has a '?' or '#', behind which no name of a file can be put; an address without is right.");
        var whole = address.AbsoluteUri;
        return new AudioPlace(AudioPlaceKind.Http, whole.EndsWith('/') ? whole : whole + "/");
    }

    private static ArgumentException Refused(string text, string what) =>
        new($"audio '{Shown.Shorten(text)}' {what}: one such as https://music.example/songs/ is right.");
}
