using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>The songs asked for and what has been found of them; the first record of a song counts.</summary>
internal sealed class LookUps
{
    private readonly Dictionary<SongId, SongMapping> _found = [];
    private readonly HashSet<SongId> _asked;
    private long _records;

    public LookUps(IEnumerable<SongId> songs, MappingLimits limits)
    {
        _asked = [.. songs];
        Songs = [.. _asked.Order()];
        Limits = limits;
    }

    public MappingLimits Limits { get; }

    /// <summary>The songs, each once, by id, ordinal.</summary>
    public IReadOnlyList<SongId> Songs { get; }

    /// <summary>Says whether an entry of that name is the record of a song that is asked for and not found yet.</summary>
    public bool Wants(string entryName, out SongId song)
    {
        if (!EntryName.TryGetSong(entryName, out song))
            return false;
        _records++;
        return _asked.Contains(song) && !_found.ContainsKey(song);
    }

    /// <summary>Says whether a record is too long to be read, and notes the song as unreadable if so.</summary>
    public bool IsTooLong(SongId song, long recordBytes)
    {
        if (recordBytes <= Limits.MaxRecordBytes)
            return false;
        Unreadable(song, $"the record has {recordBytes} bytes; at most {Limits.MaxRecordBytes} are read");
        return true;
    }

    public void Read(SongId song, ReadOnlyMemory<byte> record) => _found[song] = SongRecord.Read(song, record);

    public void Unreadable(SongId song, string reason) => _found[song] = SongRecord.Unreadable(song, reason);

    /// <exception cref="InvalidDataException">The archive had not one file named as a record is.</exception>
    public void RefuseWithoutRecords()
    {
        if (_records == 0)
            throw new InvalidDataException("it holds no record: a mapping archive has files named <songId>.json.");
    }

    public IReadOnlyList<SongMapping> Rows() => [.. Songs.Select(song => _found.GetValueOrDefault(song) ?? SongRecord.Missing(song))];
}
