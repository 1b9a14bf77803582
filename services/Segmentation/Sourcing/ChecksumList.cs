using System.Buffers;
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

    /// <summary>Most bytes of a list of one file that are read.</summary>
    public const int MostBytesOfOne = 4 << 10;

    private const int Digits = 64;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>The checksums by name, in lower case; files in folders are left out.</summary>
    /// <param name="text">The list.</param>
    /// <exception cref="InvalidDataException">A line is none; the message is a clause with its number.</exception>
    public static Dictionary<string, string> Parse(string text)
    {
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in text.AsSpan().Split('\n')) // one at a time: a list of empty lines takes no more memory than its text
        {
            number++;
            var row = text.AsSpan(line).TrimEnd('\r');
            if (row.Length == 0 || row[0] == '#')
                continue;
            if (!IsSum(row) || row.Length < Digits + 3 || row[Digits] != ' ' || row[Digits + 1] is not (' ' or '*'))
                throw new InvalidDataException(
                    $"line {number}, '{Shown.Shorten(row.ToString())}', is no checksum: 64 hexadecimal digits, two spaces and a name are");
            var name = row[(Digits + 2)..];
            name = name.StartsWith("./", StringComparison.Ordinal) ? name[2..] : name;
            if (!name.Contains('/'))
                sums[name.ToString()] = row[..Digits].ToString().ToLowerInvariant();
        }

        return sums;
    }

    /// <summary>The checksum in a list of one file, which may be the checksum alone.</summary>
    /// <exception cref="InvalidDataException">It begins with none; the message is a clause.</exception>
    public static string ParseOne(string text) => IsSum(text) && (text.Length == Digits || char.IsWhiteSpace(text[Digits]))
        ? text[..Digits].ToLowerInvariant()
        : throw new InvalidDataException($"'{Shown.Shorten(text)}' begins with no checksum of 64 hexadecimal digits");

    private static bool IsSum(ReadOnlySpan<char> text) => text.Length >= Digits && !text[..Digits].ContainsAnyExcept(HexDigits);
}
