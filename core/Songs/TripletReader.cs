namespace PlayCount.Songs;

/// <summary>
/// Rows <c>user TAB song TAB plays</c> of a text stream, in memory bounded by one buffer whatever the stream's length.
/// Plays are whole numbers from 1 to 2,147,483,647 in ASCII digits. Empty lines are taken at the very end only, so that a row's
/// number is its line's.
/// </summary>
/// <param name="stream">Read to its end; stays open.</param>
/// <param name="fileName">Stands in the messages.</param>
/// <remarks>Source: the Taste Profile's train_triplets.txt; the paper, section 3.1.</remarks>
public sealed class TripletReader(Stream stream, string fileName)
{
    private const byte Tab = (byte)'\t';

    private readonly LineReader _lines = new(stream, fileName);

    /// <summary>Reads the next row, or says that there is none.</summary>
    /// <exception cref="InvalidDataException">The line is no row; the message has file, line, what was seen and what is right.</exception>
    public bool TryRead(out TripletRow row)
    {
        row = default;
        if (!_lines.TryRead(out var line))
            return false;
        if (line.IsEmpty)
            return EndAfterEmptyLines();

        row = Parse(line);
        return true;
    }

    private TripletRow Parse(ReadOnlySpan<byte> line)
    {
        var first = line.IndexOf(Tab);
        var rest = line[(first + 1)..];
        var second = rest.IndexOf(Tab);
        if (first < 0 || second < 0)
            throw Bad(line);

        var row = new TripletRow
        {
            User = line[..first],
            Song = rest[..second],
            Plays = ParsePlays(rest[(second + 1)..]),
            Line = _lines.Line,
        };
        return row.Plays > 0 && UserId.IsId(row.User) && SongId.IsId(row.Song) ? row : throw Bad(line);
    }

    // 0 for whatever is no legal count: 0 is none either.
    private static int ParsePlays(ReadOnlySpan<byte> digits)
    {
        var plays = 0L;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
                return 0;
            plays = plays * 10 + (digit - '0');
            if (plays > int.MaxValue)
                return 0;
        }

        return (int)plays;
    }

    private InvalidDataException Bad(ReadOnlySpan<byte> line) => _lines.Error(TripletFault.Describe(line, _lines.Line));

    private bool EndAfterEmptyLines()
    {
        var firstEmpty = _lines.Line;
        while (_lines.TryRead(out var line))
        {
            if (!line.IsEmpty)
                throw _lines.Error($"a row follows the empty line {firstEmpty}; empty lines are right at the end of the file only.");
        }

        return false;
    }
}
