using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>The songs asked for and what has been found of them.</summary>
internal sealed class LookUps : RecordSink
{
    private readonly Dictionary<SongId, ArchiveAnswer> _found = [];
    private readonly HashSet<SongId> _asked;

    public LookUps(IEnumerable<SongId> songs, MappingLimits limits) : base(limits)
    {
        _asked = [.. songs];
        Songs = [.. _asked.Order()];
    }

    /// <summary>The songs, each once, by id, ordinal.</summary>
    public IReadOnlyList<SongId> Songs { get; }

    public IReadOnlyList<ArchiveAnswer> Rows() =>
        [.. Songs.Select(song => _found.GetValueOrDefault(song) ?? new ArchiveAnswer(SongRecord.Missing(song), []))];

    protected override bool Wants(SongId song) => _asked.Contains(song) && !_found.ContainsKey(song);

    protected override void Add(ArchiveAnswer answer) => _found[answer.Mapping.Song] = answer;
}
