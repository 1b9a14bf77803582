using PlayCount.Mapping.Suggesting;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>All that a look-up found.</summary>
/// <param name="Mappings">One row a song, by id, ordinal.</param>
/// <param name="Catalogs">Ids in other catalogs, by song, then in the order of its record.</param>
/// <param name="Candidates">By song and place; null unless they were asked for.</param>
/// <param name="Songs">Where the ids are from, and what candidates are worth.</param>
public sealed record LookedUp(
    IReadOnlyList<SongMapping> Mappings,
    IReadOnlyList<(SongId Song, CatalogId Id)> Catalogs,
    IReadOnlyList<Candidate>? Candidates,
    LookedUpSongs Songs);
