using System.Buffers;
using System.Text;

namespace PlayCount.Songs;

/// <summary>The id of a listener: 1 to 128 ASCII letters, digits or <c>_ . @ : -</c> (Taste Profile: 40 hexadecimal digits).</summary>
public readonly record struct UserId : IComparable<UserId>
{
    /// <summary>Longest id accepted, in characters.</summary>
    public const int MaxLength = 128;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.@:-";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private static readonly SearchValues<byte> AllowedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Alphabet));

    private UserId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    public string Value { get; }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static UserId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{Shown.Shorten(text)}' is no user id: 1 to {MaxLength} ASCII letters, digits or _ . @ : - are.");

    /// <summary>Reads an id, or says that the text is none.</summary>
    public static bool TryParse(string? text, out UserId id)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new UserId(text!) : default;
        return valid;
    }

    /// <summary>Whether these bytes, read as ASCII, are an id.</summary>
    public static bool IsId(ReadOnlySpan<byte> ascii) =>
        ascii.Length is > 0 and <= MaxLength && !ascii.ContainsAnyExcept(AllowedBytes);

    /// <summary>Ordinal order.</summary>
    public int CompareTo(UserId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>
/// The id of a song: 1 to 64 ASCII letters, digits, <c>_</c> or <c>-</c>, the first a letter or digit, so that it is safe as a
/// file name (Echo Nest: <c>SO</c> and 16 letters or digits).
/// </summary>
public readonly record struct SongId : IComparable<SongId>
{
    /// <summary>Longest id accepted, in characters.</summary>
    public const int MaxLength = 64;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(Alphabet);
    private static readonly SearchValues<byte> AllowedBytes = SearchValues.Create(Encoding.ASCII.GetBytes(Alphabet));

    private SongId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    public string Value { get; }

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not an id.</exception>
    public static SongId Parse(string text) => TryParse(text, out var id)
        ? id
        : throw new FormatException($"'{Shown.Shorten(text)}' is no song id: 1 to {MaxLength} ASCII letters, digits, _ or - are, "
            + "the first a letter or digit.");

    /// <summary>Reads an id, or says that the text is none.</summary>
    public static bool TryParse(string? text, out SongId id)
    {
        var valid = text is { Length: > 0 and <= MaxLength } && char.IsAsciiLetterOrDigit(text[0])
            && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new SongId(text!) : default;
        return valid;
    }

    /// <summary>Whether these bytes, read as ASCII, are an id.</summary>
    public static bool IsId(ReadOnlySpan<byte> ascii) =>
        ascii.Length is > 0 and <= MaxLength && char.IsAsciiLetterOrDigit((char)ascii[0]) && !ascii.ContainsAnyExcept(AllowedBytes);

    /// <summary>Ordinal order.</summary>
    public int CompareTo(SongId other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc />
    public override string ToString() => Value;
}

/// <summary>The id of a Spotify track: 22 ASCII letters or digits.</summary>
public readonly record struct SpotifyId
{
    /// <summary>Length of every id, in characters.</summary>
    public const int Length = 22;

    private SpotifyId(string value) => Value = value;

    /// <summary>The id as text.</summary>
    public string Value { get; }

    /// <summary>Reads an id, or says that the text is none.</summary>
    public static bool TryParse(string? text, out SpotifyId id)
    {
        var valid = text is { Length: Length } && text.All(char.IsAsciiLetterOrDigit);
        id = valid ? new SpotifyId(text!) : default;
        return valid;
    }

    /// <inheritdoc />
    public override string ToString() => Value;
}
