namespace PlayCount.Songs;

/// <summary>Says what is wrong with a line that is no triplet.</summary>
internal static class TripletFault
{
    private const string Right = "user<TAB>song<TAB>plays is right";

    public static string Describe(ReadOnlySpan<byte> line, long lineNumber)
    {
        if (line.Contains((byte)0))
            return $"the row '{LineReader.Show(line)}' holds a NUL byte; plain ASCII or UTF-8 text is right.";
        if (line.Count((byte)'\t') != 2)
            return $"the row '{LineReader.Show(line)}' has {Counted.Of(line.Count((byte)'\t') + 1, "column")} between tabs; {Right}.";

        var user = line[..line.IndexOf((byte)'\t')];
        var plays = line[(line.LastIndexOf((byte)'\t') + 1)..];
        var song = line[(user.Length + 1)..^(plays.Length + 1)];
        if (!UserId.IsId(user))
            return $"'{LineReader.Show(user)}' is no user id; 1 to {UserId.MaxLength} ASCII letters, digits or _ . @ : - are right.";
        if (!SongId.IsId(song))
            return $"'{LineReader.Show(song)}' is no song id; 1 to {SongId.MaxLength} ASCII letters, digits, _ or - are right, "
                + "the first a letter or digit.";
        return DescribePlays(plays, lineNumber);
    }

    private static string DescribePlays(ReadOnlySpan<byte> plays, long lineNumber)
    {
        var header = lineNumber == 1 && plays.IndexOfAnyInRange((byte)'0', (byte)'9') < 0 ? " A header line is not wanted." : "";
        var isNumber = !plays.IsEmpty && plays.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
        var fault = isNumber && plays.IndexOfAnyExcept((byte)'0') >= 0 ? "is more than a play count can be"
            : isNumber ? "is below 1"
            : "is no play count";
        return $"'{LineReader.Show(plays)}' {fault}; a whole number from 1 to {int.MaxValue} is right.{header}";
    }
}
