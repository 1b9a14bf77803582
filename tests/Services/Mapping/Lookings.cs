using PlayCount.Mapping.Indexing;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>Look-ups as the product does them, with the lines that a person is told.</summary>
internal sealed class Lookings(string archive, LookUpSettings? settings = null)
{
    public List<string> Told { get; } = [];

    public LookedUp Find(params IReadOnlyCollection<SongId> songs) =>
        new SongLookUp(new LookUpRequest(archive, settings ?? LookUpSettings.Usual), Told.Add)
            .Find(songs, progress: null, TestContext.Current.CancellationToken);

    public string IndexPath => new IndexedArchive(archive, settings?.IndexFolder, new MappingLimits(), Told.Add).IndexPath;
}
