using PlayCount.Mapping.Indexing;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Mapping;

/// <summary>What happens to an archive or its index while that is made.</summary>
public sealed class MappingIndexRaceTests : IDisposable
{
    private static readonly LookUpSettings Only = new() { Index = IndexUse.Only };

    private readonly Archives _archives = new();

    public void Dispose() => _archives.Dispose();

    [Theory]
    [InlineData("tar.bz2")]
    [InlineData("zip")]
    public void An_index_that_another_archive_of_that_name_puts_in_its_place_at_once_gives_no_answers(string kind)
    {
        var one = _archives.Save($"one/mapping.{kind}", Bytes(kind, Records.FirstId));
        var other = _archives.Save($"other/mapping.{kind}", Bytes(kind, Records.SecondId));
        var settings = Only with { IndexFolder = Path.Combine(_archives.Folder, "indexes") };

        var found = new SongLookUp(new LookUpRequest(one, settings), _ => new Lookings(other, settings).Find(Records.Song))
            .Find([Records.Song], progress: null, TestContext.Current.CancellationToken);

        Assert.Equal(Records.Id(Records.FirstId), found.Mappings.Single().Spotify);
        Assert.Equal(Records.Id(Records.SecondId), new Lookings(other, settings).Find(Records.Song).Mappings.Single().Spotify);
    }

    [Fact]
    public void An_archive_that_is_another_while_it_is_read_and_then_itself_again_is_refused()
    {
        var bytes = Bytes("tar", Records.FirstId);
        var path = _archives.Save("mapping.tar", bytes);
        var looking = new IndexedArchive(path, indexFolder: null, new MappingLimits(), _ => { });
        var changing = new Calling(progress =>
        {
            if (progress.Done == bytes.Length) // its stamp is taken
                File.WriteAllBytes(path, Bytes("tar", Records.SecondId));
            else if (progress.Done == 2 * bytes.Length) // its records are
                File.WriteAllBytes(path, bytes);
        });

        var error = Assert.Throws<InvalidDataException>(() => looking.Open(changing, TestContext.Current.CancellationToken));

        Assert.Equal(
            $"Mapping archive '{path}': it was changed while it was read; start again when it is whole.", error.Message);
        Assert.False(File.Exists(looking.IndexPath));
    }

    [Fact]
    public void A_record_that_its_disk_keeps_back_is_unreadable_this_time_alone()
    {
        var other = SongId.Parse("SOAAA1");
        var path = _archives.Make("folder", Record(Records.FirstId), Archives.Record(other, Records.Empty));
        var (looking, again) = (new Lookings(path, Only), new Lookings(path, Only));

        LookedUp found;
        using (Withheld(Path.Combine(path, Archives.Place(Records.Song))))
            found = looking.Find(other, Records.Song);
        var isKept = File.Exists(looking.IndexPath);
        var foundLater = again.Find(other, Records.Song);

        Assert.Equal([MappingOutcome.Empty, MappingOutcome.Unreadable], found.Mappings.Select(mapping => mapping.Outcome));
        Assert.False(isKept);
        Assert.Equal(
            $"The mapping index '{looking.IndexPath}' is not kept: 1 record could not be read from the disk now, or may not be; "
            + "it is made anew each time until all can be.",
            Assert.Single(looking.Told));
        Assert.Equal(Records.Id(Records.FirstId), foundLater.Mappings[1].Spotify);
        Assert.Contains("was made: 2 records", Assert.Single(again.Told), StringComparison.Ordinal);
        Assert.True(File.Exists(again.IndexPath));
    }

    [Fact]
    public void An_archive_is_not_read_before_it_is_known_that_no_index_can_be_written()
    {
        var path = _archives.Save("mapping.tar", Bytes("tar", Records.FirstId));
        var below = Path.Combine(_archives.Save("file", [1]), "below");
        var told = new List<StageProgress>();

        Assert.Throws<IndexUnwritableException>(() => new IndexedArchive(path, below, new MappingLimits(), _ => { })
            .Open(new Calling(told.Add), TestContext.Current.CancellationToken));

        Assert.Empty(told);
    }

    /// <summary>A file that nobody else can read while it is held; permissions do not keep a privileged user out.</summary>
    private static FileStream Withheld(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.None);

    private static ArchiveFile Record(string spotify) =>
        Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(spotify)));

    private static byte[] Bytes(string kind, string spotify) => Archives.Bytes(kind, [Record(spotify)]);

    private sealed class Calling(Action<StageProgress> call) : IProgress<StageProgress>
    {
        public void Report(StageProgress value) => call(value);
    }
}
