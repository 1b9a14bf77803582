using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// Text in a record that has been found to be JSON. Unlike the parser's own <c>GetString</c> it reads every such text: half of a
/// surrogate pair, which JSON may escape but no encoding can write, becomes U+FFFD.
/// </summary>
internal static class RecordText
{
    // Far over any real name; a longer one would only fill memory and files.
    private const int LongestLabel = 1_000;

    /// <summary>The text, or an empty one when the element is absent or no text.</summary>
    public static string Of(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.String } text ? Unescape(text.GetRawText().AsSpan()[1..^1]) : "";

    /// <summary>An artist's name or a title: text cut after 1,000 characters.</summary>
    public static string Label(JsonElement? element)
    {
        var text = Of(element);
        if (text.Length <= LongestLabel)
            return text;
        var whole = char.IsHighSurrogate(text[LongestLabel - 1]) ? LongestLabel - 1 : LongestLabel;
        return string.Concat(text.AsSpan(0, whole), "…");
    }

    /// <summary>Compares a member's name; one that no encoding can write is not it.</summary>
    public static bool NameIs(JsonProperty member, string name)
    {
        try
        {
            return member.NameEquals(name);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string Unescape(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\'))
            return raw.ToString();
        var text = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\')
                text.Append(raw[i]);
            else if (raw[++i] != 'u')
                text.Append(Unescape(raw[i]));
            else
            {
                text.Append((char)ushort.Parse(raw.Slice(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                i += 4;
            }
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static char Unescape(char letter) => letter switch
    {
        'b' => '\b',
        'f' => '\f',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        _ => letter,
    };
}
