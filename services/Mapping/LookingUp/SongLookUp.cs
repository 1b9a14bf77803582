using PlayCount.Mapping.Indexing;
using PlayCount.Mapping.Naming;
using PlayCount.Mapping.Overriding;
using PlayCount.Mapping.Suggesting;
using PlayCount.Songs;

namespace PlayCount.Mapping.LookingUp;

/// <summary>
/// Looks songs up: in the archive, through its index or in one pass; then in the list of tracks for names, in the overrides, which win, and
/// among songs of the same name where that is asked for.
/// </summary>
/// <param name="request">Where.</param>
/// <param name="say">Told on one line what a person may wonder at: an index made, or one that cannot be kept.</param>
/// <exception cref="ArgumentException">Candidates are asked for, and no index may be used.</exception>
public sealed class SongLookUp(LookUpRequest request, Action<string> say)
{
    private readonly LookUpSettings _settings = request.Settings.Checked();

    /// <summary>Looks songs up.</summary>
    /// <param name="songs">The songs wanted.</param>
    /// <param name="progress">Counts <see cref="LookUpRequest.Unit"/>.</param>
    /// <param name="cancellationToken">Ends the look-up early.</param>
    /// <exception cref="FileNotFoundException">A file is not there.</exception>
    /// <exception cref="InvalidDataException">A file is refused; the message says where and why.</exception>
    /// <exception cref="IOException">An index has to be used, and cannot be kept.</exception>
    public LookedUp Find(IReadOnlyCollection<SongId> songs, IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        // What is small and may be wrong is read first.
        var overrides = _settings.Overrides is { } file ? OverrideFile.Read(file) : new Dictionary<SongId, SpotifyId?>();
        var names = _settings.Tracks is { } tracks ? TrackList.Find(tracks, songs, cancellationToken) : new Dictionary<SongId, NamedSong>();
        using var index = OpenIndex(progress, cancellationToken);
        var answers = index is null
            ? MappingArchive.Answers(request.Archive, songs, request.Limits, progress, cancellationToken)
            : [.. songs.Distinct().Order().Select(index.Find)];
        SongMapping[] mappings = [.. answers.Select(answer => OverrideFile.Apply(overrides, Named(answer.Mapping, names)))];
        var search = _settings.Candidates == CandidateUse.Off ? null : new CandidateSearch(index!, overrides);
        Candidate[] candidates = search is null ? [] : [.. mappings.Where(mapping => IsOpen(mapping, overrides))
            .SelectMany(mapping => search.Of(mapping.Song, mapping.Artist, mapping.Title))];
        if (_settings.Candidates == CandidateUse.Use)
            mappings = Using(mappings, candidates);
        return new LookedUp(
            mappings,
            [.. answers.SelectMany(answer => answer.Catalogs.Select(id => (answer.Mapping.Song, id)))],
            search is null ? null : candidates,
            new LookedUpSongs(
                mappings.Where(mapping => mapping.Spotify is not null).ToDictionary(
                    mapping => mapping.Song, mapping => Source(mapping, overrides)),
                CatalogsOf(answers),
                search is null ? null : Worth(search, candidates, cancellationToken)));
    }

    private MappingIndex? OpenIndex(IProgress<StageProgress>? progress, CancellationToken cancellationToken)
    {
        if (!request.NeedsIndex && (_settings.Index == IndexUse.Off || request.IsAskedInPlace()))
            return null;
        var archive = new IndexedArchive(request.Archive, _settings.IndexFolder, request.Limits, say);
        try
        {
            return archive.Open(progress, cancellationToken);
        }
        catch (IndexUnwritableException e)
        {
            var what = $"The mapping index '{archive.IndexPath}' cannot be written: {e.Message}";
            if (request.NeedsIndex)
                throw new IOException($"{what} Name a folder where it may be with --index-folder.", e);
            say($"{what} The archive is read through once instead; --index-folder names another place.");
            return null;
        }
    }

    private static SongMapping Named(SongMapping mapping, IReadOnlyDictionary<SongId, NamedSong> names) =>
        mapping is { Artist: "", Title: "" } && names.TryGetValue(mapping.Song, out var name)
            ? mapping with { Artist = name.Artist, Title = name.Title }
            : mapping;

    /// <summary>Whoever says that a song has no id wants none suggested.</summary>
    private static bool IsOpen(SongMapping mapping, IReadOnlyDictionary<SongId, SpotifyId?> overrides) =>
        mapping.Spotify is null && !overrides.ContainsKey(mapping.Song);

    /// <summary>The outcome stays as it is: a candidate is no answer of the archive.</summary>
    private static SongMapping[] Using(SongMapping[] mappings, Candidate[] candidates)
    {
        var first = candidates.Where(candidate => candidate.Place == 1).ToDictionary(candidate => candidate.Song);
        return [.. mappings.Select(mapping => first.TryGetValue(mapping.Song, out var candidate)
            ? mapping with { Spotify = candidate.Spotify }
            : mapping)];
    }

    private static MappingSource Source(SongMapping mapping, IReadOnlyDictionary<SongId, SpotifyId?> overrides) =>
        overrides.ContainsKey(mapping.Song) ? MappingSource.Override
        : mapping.Outcome == MappingOutcome.Mapped ? MappingSource.Archive
        : MappingSource.Candidate;

    private static IReadOnlyList<CatalogCount> CatalogsOf(IReadOnlyList<ArchiveAnswer> answers) =>
    [
        .. answers.SelectMany(answer => answer.Catalogs.Select(id => (answer.Mapping.Song, id.Catalog)))
            .GroupBy(id => id.Catalog)
            .Select(ids => new CatalogCount(ids.Key, ids.Select(id => id.Song).Distinct().Count(), ids.Count()))
            .OrderBy(count => count.Catalog, StringComparer.Ordinal),
    ];

    private CandidateCounts Worth(CandidateSearch search, Candidate[] candidates, CancellationToken cancellationToken)
    {
        var (titles, right) = search.Trials(cancellationToken);
        var precision = ShareInterval.Of(right, titles);
        return new CandidateCounts(
            candidates.Select(candidate => candidate.Song).Distinct().Count(), _settings.Candidates == CandidateUse.Use, titles, right,
            precision.Share, precision.Low, precision.High);
    }
}
