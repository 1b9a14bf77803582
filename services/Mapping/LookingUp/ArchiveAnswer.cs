using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>What the archive says of a song.</summary>
/// <param name="Mapping">The look-up.</param>
/// <param name="Catalogs">Its ids in the other catalogs, each once, in the record's order: the song's own, then its tracks'.</param>
internal sealed record ArchiveAnswer(SongMapping Mapping, IReadOnlyList<CatalogId> Catalogs);
