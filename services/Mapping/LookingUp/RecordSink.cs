using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// Takes the records that are wanted of an archive while it is read from front to end; the first record of a song counts.
/// </summary>
internal abstract class RecordSink(MappingLimits limits)
{
    private long _records;

    public MappingLimits Limits => limits;

    /// <summary>Records that could not be read, but for no fault of theirs: the same look-up may find them another time.</summary>
    public long KeptBack { get; private set; }

    /// <summary>Says whether an entry of that name is the record of a song that is wanted and not there yet.</summary>
    public bool Wants(string entryName, out SongId song)
    {
        if (!EntryName.TryGetSong(entryName, out song))
            return false;
        _records++;
        return Wants(song);
    }

    /// <summary>Says whether a record is too long to be read, and notes the song as unreadable if so.</summary>
    public bool IsTooLong(SongId song, long recordBytes)
    {
        if (recordBytes <= Limits.MaxRecordBytes)
            return false;
        Unreadable(song, $"the record has {recordBytes} bytes; at most {Limits.MaxRecordBytes} are read");
        return true;
    }

    /// <summary>Notes a song as unreadable this time: the disk or its permissions keep the record back.</summary>
    public void KeepBack(SongId song, string reason)
    {
        KeptBack++;
        Unreadable(song, reason);
    }

    public void Read(SongId song, ReadOnlyMemory<byte> record) => Add(SongRecord.ReadWhole(song, record));

    public void Unreadable(SongId song, string reason) => Add(new ArchiveAnswer(SongRecord.Unreadable(song, reason), []));

    /// <exception cref="InvalidDataException">The archive had not one file named as a record is.</exception>
    public void RefuseWithoutRecords()
    {
        if (_records == 0)
            throw new InvalidDataException("it holds no record: a mapping archive has files named <songId>.json.");
    }

    protected abstract bool Wants(SongId song);

    protected abstract void Add(ArchiveAnswer answer);
}
