using System.Globalization;
using System.Text;

namespace PlayCount.Mapping.LookingUp;

/// <summary>An extended header of the pax format: lines <c>length key=value</c>, the length that of the whole line.</summary>
/// <remarks>Source: POSIX.1-2017, pax, "pax Extended Header".</remarks>
internal static class PaxHeader
{
    /// <summary>Takes over the keys <c>path</c> and <c>size</c>; the others say nothing of where the data is.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such lines.</exception>
    public static void Read(ReadOnlySpan<byte> lines, ref string? path, ref long? size)
    {
        while (!lines.IsEmpty)
        {
            var line = FirstLine(lines, out var key, out var value);
            if (key.SequenceEqual("path"u8))
                path = Encoding.UTF8.GetString(value);
            else if (key.SequenceEqual("size"u8))
                size = long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : throw Damaged();
            lines = lines[line..];
        }
    }

    private static int FirstLine(ReadOnlySpan<byte> lines, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var space = lines.IndexOf((byte)' ');
        if (space < 1 || !int.TryParse(lines[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw Damaged();
        if (length <= space + 1 || length > lines.Length || lines[length - 1] != '\n')
            throw Damaged();
        var pair = lines[(space + 1)..(length - 1)];
        var equals = pair.IndexOf((byte)'=');
        if (equals < 1)
            throw Damaged();
        key = pair[..equals];
        value = pair[(equals + 1)..];
        return length;
    }

    private static InvalidDataException Damaged() => new("an extended header of its tar is damaged; lines 'length key=value' are needed.");
}
