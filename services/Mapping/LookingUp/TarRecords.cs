using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>Reads the records of a tar: plain, POSIX (pax) or GNU.</summary>
/// <remarks>
/// Not the runtime's <c>TarReader</c>: that one takes a tar without its end for a whole one, ends at the first zero block of two tars in a
/// row, and holds a pax header of any length in memory.
/// </remarks>
internal sealed class TarRecords
{
    // Holds a name and some attributes; more is no mapping archive.
    private const int MaxMetadataBytes = 1 << 20;

    private readonly UnpackedBytes _content;
    private readonly RecordSink _lookUps;
    private string? _nextName;
    private long? _nextBytes;

    private TarRecords(UnpackedBytes content, RecordSink lookUps)
    {
        _content = content;
        _lookUps = lookUps;
    }

    public static void Read(UnpackedBytes content, RecordSink lookUps)
    {
        new TarRecords(content, lookUps).ReadEntries();
        lookUps.RefuseWithoutRecords();
    }

    private void ReadEntries()
    {
        var entries = 0L;
        var ended = false;
        Span<byte> block = stackalloc byte[TarHeader.BlockBytes];
        for (int read; (read = _content.Fill(block)) > 0;)
        {
            if (read < block.Length)
                throw _content.CutOff();
            ended = !block.ContainsAnyExcept((byte)0);
            if (ended)
                continue;
            _lookUps.Limits.CheckEntries(++entries);
            ReadEntry(TarHeader.Parse(block, _content.Position - block.Length));
        }

        if (!ended || _nextName is not null || _nextBytes is not null)
        {
            throw new InvalidDataException(
                $"its tar ends at byte {_content.Position} without the blocks of zeros that end a tar; it is cut off.");
        }
    }

    private void ReadEntry(TarHeader header)
    {
        switch (header.Type)
        {
            case 'L':
                _nextName = TarHeader.Text(Metadata(header));
                break;
            case 'x':
                PaxHeader.Read(Metadata(header), ref _nextName, ref _nextBytes);
                break;
            case 'g':
                RefuseGlobalNames(header);
                break;
            case 'K' or 'V':
                Metadata(header);
                break;
            default:
                ReadMember(header with { Name = _nextName ?? header.Name, Bytes = _nextBytes ?? header.Bytes });
                (_nextName, _nextBytes) = (null, null);
                break;
        }
    }

    private void ReadMember(TarHeader header)
    {
        EntryName.Check(header.Name);
        switch (header.Type)
        {
            // A folder's size, where there is one, is no length of data.
            case '5':
                break;
            case '0' or '\0' or '7':
                ReadFile(header);
                break;
            default:
                throw new InvalidDataException(
                    $"its entry '{Shown.Shorten(header.Name)}' is {Kind(header.Type)}; files and folders are needed.");
        }
    }

    private void ReadFile(TarHeader header)
    {
        if (_lookUps.Wants(header.Name, out var song) && !_lookUps.IsTooLong(song, header.Bytes))
            _lookUps.Read(song, _content.Take((int)header.Bytes));
        else
            _content.Skip(header.Bytes);
        SkipPadding(header);
    }

    private byte[] Metadata(TarHeader header)
    {
        if (header.Bytes > MaxMetadataBytes)
            throw new InvalidDataException($"an extended header of its tar has {header.Bytes} bytes; at most {MaxMetadataBytes} are read.");
        var bytes = _content.Take((int)header.Bytes);
        SkipPadding(header);
        return bytes;
    }

    private void SkipPadding(TarHeader header) =>
        _content.Skip((TarHeader.BlockBytes - header.Bytes % TarHeader.BlockBytes) % TarHeader.BlockBytes);

    private void RefuseGlobalNames(TarHeader header)
    {
        string? name = null;
        long? bytes = null;
        PaxHeader.Read(Metadata(header), ref name, ref bytes);
        if (name is not null || bytes is not null)
            throw new InvalidDataException("a global header of its tar gives all entries one name or size; each entry needs its own.");
    }

    private static string Kind(char type) => type switch
    {
        '1' => "a hard link",
        '2' => "a symbolic link",
        '3' or '4' => "a device",
        '6' => "a pipe",
        'S' => "a sparse file",
        _ => $"of the tar type '{Shown.Shorten(type.ToString())}'",
    };
}
