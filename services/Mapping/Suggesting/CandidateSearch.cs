using PlayCount.Mapping.Indexing;
using PlayCount.Mapping.Overriding;
using PlayCount.Songs;

namespace PlayCount.Mapping.Suggesting;

/// <summary>Finds candidates in an index, and what they are worth on songs whose answer the archive has.</summary>
/// <param name="index">The archive's index.</param>
/// <param name="overrides">Ids given by hand: they win over those of the archive, and null is none.</param>
internal sealed class CandidateSearch(MappingIndex index, IReadOnlyDictionary<SongId, SpotifyId?> overrides)
{
    private const int MostOfASong = 5;

    private ILookup<string?, SongMapping>? _overridden;

    /// <summary>The songs that an override gives an id, by name: the index finds by name those alone that the archive maps.</summary>
    private ILookup<string?, SongMapping> Overridden => _overridden ??= overrides
        .Where(given => given.Value is not null)
        .Select(given => index.Find(given.Key).Mapping)
        .ToLookup(song => SongName.Of(song.Artist, song.Title));

    /// <summary>
    /// The ids of other songs of this artist and title, each once, by the id of the first song that has it; at most five. Overrides of
    /// those songs have won.
    /// </summary>
    public IReadOnlyList<Candidate> Of(SongId song, string artist, string title) =>
        SongName.Of(artist, title) is not { } name ? [] : Among(
            Alike(artist, title).Concat(Overridden[name]).DistinctBy(other => other.Song).OrderBy(other => other.Song)
                .Select(other => OverrideFile.Apply(overrides, other)),
            song);

    /// <summary>
    /// Takes each artist and title under which the archive maps several songs as one trial: is the first candidate of the first of them the
    /// id that this song has? One trial a title, so that trials are independent. Overrides count for nothing here.
    /// </summary>
    public (int Titles, int Right) Trials(CancellationToken cancellationToken)
    {
        var (titles, right) = (0, 0);
        foreach (var hash in index.RepeatedTitles())
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var songs in index.WithTitle(hash).GroupBy(song => SongName.Of(song.Artist, song.Title)))
            {
                if (songs.FirstOrDefault() is not { } first || Among(songs, first.Song) is not [var candidate, ..])
                    continue;
                titles++;
                if (candidate.Spotify == first.Spotify)
                    right++;
            }
        }

        return (titles, right);
    }

    private static IReadOnlyList<Candidate> Among(IEnumerable<SongMapping> alike, SongId song) =>
    [
        .. alike
            .Where(other => other.Song != song && other.Spotify is not null)
            .DistinctBy(other => other.Spotify)
            .Take(MostOfASong)
            .Select((other, place) => new Candidate(song, place + 1, other.Spotify!.Value, other.Song, other.Artist, other.Title)),
    ];

    /// <summary>Two names of one hash are told apart.</summary>
    private IEnumerable<SongMapping> Alike(string artist, string title) =>
        IndexedAnswer.TitleHash(artist, title) is { } hash
            ? index.WithTitle(hash).Where(other => SongName.Of(other.Artist, other.Title) == SongName.Of(artist, title))
            : [];
}
