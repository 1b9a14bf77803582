using PlayCount.Songs;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Checksums as <c>sha256sum</c> writes them: 64 hexadecimal digits, two spaces or a space and a star, the name.</summary>
internal static class ChecksumList
{
    /// <summary>Name of the list of all files of a source.</summary>
    public const string FileName = "SHA256SUMS";

    /// <summary>Ends the name of a list of one file.</summary>
    public const string Ending = ".sha256";

    /// <summary>Most bytes of a list that are read: room for half a million files.</summary>
    public const int MostBytes = 64 << 20;

    private const int Digits = 64;

    /// <summary>The checksums by name, in lower case; files in folders are left out.</summary>
    /// <param name="text">The list.</param>
    /// <exception cref="InvalidDataException">A line is none; the message is a clause with its number.</exception>
    public static Dictionary<string, string> Parse(string text)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, line) in text.Split('\n').Index())
        {
            var row = line.TrimEnd('\r');
            if (row.Length == 0 || row[0] == '#')
                continue;
            if (!IsSum(row) || row.Length < Digits + 3 || row[Digits] != ' ' || row[Digits + 1] is not (' ' or '*'))
                throw new InvalidDataException(
                    $"line {number + 1}, '{Shown.Shorten(row)}', is no checksum: 64 hexadecimal digits, two spaces and a name are");
            var name = row[(Digits + 2)..];
            name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            if (!name.Contains('/', StringComparison.Ordinal))
                sums[name] = row[..Digits].ToLowerInvariant();
        }

        return sums;
    }

    /// <summary>The checksum in a list of one file, which may be the checksum alone.</summary>
    /// <exception cref="InvalidDataException">It begins with none; the message is a clause.</exception>
    public static string ParseOne(string text) => IsSum(text) && (text.Length == Digits || char.IsWhiteSpace(text[Digits]))
        ? text[..Digits].ToLowerInvariant()
        : throw new InvalidDataException($"'{Shown.Shorten(text)}' begins with no checksum of 64 hexadecimal digits");

    private static bool IsSum(string text) => text.Length >= Digits && text.Take(Digits).All(char.IsAsciiHexDigit);
}
