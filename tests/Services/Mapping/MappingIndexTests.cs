using PlayCount.Mapping.Indexing;
using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping;

public sealed class MappingIndexTests : IDisposable
{
    private static readonly LookUpSettings Only = new() { Index = IndexUse.Only };
    private static readonly LookUpSettings Off = new() { Index = IndexUse.Off };

    private readonly Archives _archives = new();

    public static TheoryData<string> Kinds => [.. Archives.Kinds];

    public static TheoryData<string> TarKinds => ["tar", "tar.gz", "tar.bz2"];

    public void Dispose() => _archives.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Answers_as_one_pass_does_the_first_time_and_the_second(string kind)
    {
        var (path, songs) = Make(kind);
        var plain = new Lookings(path, Off).Find(songs);

        var (made, again) = (new Lookings(path, Only), new Lookings(path, Only));
        var (first, second) = (made.Find(songs), again.Find(songs));

        Assert.Equal(plain.Mappings, first.Mappings);
        Assert.Equal(plain.Catalogs, first.Catalogs);
        Assert.Equal(plain.Mappings, second.Mappings);
        Assert.Equal(plain.Catalogs, second.Catalogs);
        Assert.Contains("was made: 40 records", Assert.Single(made.Told), StringComparison.Ordinal);
        Assert.Empty(again.Told);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Is_kept_of_tars_alone_unless_it_is_asked_for(string kind)
    {
        var (path, songs) = Make(kind);

        new Lookings(path).Find(songs);

        Assert.Equal(kind.StartsWith("tar", StringComparison.Ordinal), File.Exists(new Lookings(path).IndexPath));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Changes_nothing_in_the_archive_and_lies_beside_it_alone(string kind)
    {
        var (path, songs) = Make(kind);
        var before = Names();

        new Lookings(path, Only).Find(songs);

        Assert.Equal([.. before.Append(Path.GetFileName(path) + ".playcount-index").Order(StringComparer.Ordinal)], Names());
    }

    [Fact]
    public void Any_byte_that_is_changed_is_told()
    {
        var (path, index) = MakeIndex();
        var bytes = File.ReadAllBytes(index);

        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 0x10;
            File.WriteAllBytes(index, bytes);
            Assert.Throws<InvalidDataException>(() => MappingIndex.Open(index, TestContext.Current.CancellationToken));
            bytes[at] ^= 0x10;
        }

        File.WriteAllBytes(index, bytes);
        MappingIndex.Open(index, TestContext.Current.CancellationToken).Dispose(); // so that it was the bytes
        Assert.True(File.Exists(path));
    }

    [Fact]
    public void Any_length_that_it_is_cut_to_is_told()
    {
        var (_, index) = MakeIndex();
        var bytes = File.ReadAllBytes(index);

        for (var length = 0; length < bytes.Length; length++)
        {
            File.WriteAllBytes(index, bytes.AsSpan(0, length));
            Assert.Throws<InvalidDataException>(() => MappingIndex.Open(index, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Damaged_it_is_told_and_made_again_with_the_same_bytes()
    {
        var (path, index) = MakeIndex();
        var whole = File.ReadAllBytes(index);
        byte[] damaged = [.. whole];
        damaged[whole.Length / 2] ^= 1;
        File.WriteAllBytes(index, damaged);
        var again = new Lookings(path);

        again.Find(Records.Song);

        Assert.Equal(2, again.Told.Count);
        Assert.Equal(
            $"The mapping index '{index}' cannot be used and is made again: its bytes are not those of its checksum.", again.Told[0]);
        Assert.Equal(whole, File.ReadAllBytes(index));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Of_an_archive_that_was_changed_since_it_is_told_and_made_again(string kind)
    {
        var (path, songs) = Make(kind);
        new Lookings(path, Only).Find(songs);
        var late = SongId.Parse("SOZZZZZ12A00000009");
        Delete(path);
        Make(kind, Archives.Record(late, Records.WithTracks(Records.Spotify(Records.SecondId))));
        var again = new Lookings(path, Only);

        var found = again.Find(late).Mappings.Single();

        Assert.Equal(Records.Id(Records.SecondId), found.Spotify);
        Assert.Contains("it is of another archive, or of this one before it was changed", again.Told[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_archive_of_the_same_length_and_time_and_other_bytes_it_is_told()
    {
        var record = Records.WithTracks(Records.Spotify(Records.FirstId));
        var path = _archives.Make("tar", Archives.Record(Records.Song, record));
        var time = File.GetLastWriteTimeUtc(path);
        new Lookings(path).Find(Records.Song);
        _archives.Make("tar", Archives.Record(Records.Song, record.Replace(Records.FirstId, Records.SecondId, StringComparison.Ordinal)));
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(Records.Id(Records.SecondId), new Lookings(path).Find(Records.Song).Mappings.Single().Spotify);
    }

    [Fact]
    public void Where_it_cannot_be_kept_the_archive_is_read_through_and_that_is_told()
    {
        var (path, songs) = Make("tar.bz2");
        var file = _archives.Save("file", [1]);
        var looking = new Lookings(path, new LookUpSettings { IndexFolder = Path.Combine(file, "below") });

        var found = looking.Find(songs);

        Assert.Equal(new Lookings(path, Off).Find(songs).Mappings, found.Mappings);
        var told = Assert.Single(looking.Told);
        Assert.StartsWith($"The mapping index '{looking.IndexPath}' cannot be written: ", told, StringComparison.Ordinal);
        Assert.EndsWith(
            "The archive is read through once instead; --index-folder names another place.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_it_cannot_be_kept_and_nothing_else_is_wanted_the_look_up_fails()
    {
        var (path, songs) = Make("tar.bz2");
        var below = Path.Combine(_archives.Save("file", [1]), "below");

        var error = Assert.Throws<IOException>(() => new Lookings(path, Only with { IndexFolder = below }).Find(songs));

        Assert.Contains("cannot be written", error.Message, StringComparison.Ordinal);
        Assert.Contains("--index-folder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TarKinds))]
    public void A_damaged_archive_is_refused_as_ever_and_leaves_nothing(string kind)
    {
        var (path, songs) = Make(kind);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes.AsSpan(0, bytes.Length * 2 / 3));
        var before = Names();

        var error = Assert.Throws<InvalidDataException>(() => new Lookings(path).Find(songs));

        Assert.StartsWith($"Mapping archive '{path}': ", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Names());
    }

    [Fact]
    public void Made_in_many_small_runs_it_has_the_bytes_of_one_made_in_one()
    {
        var (path, _) = Make("tar");
        var (one, many) = (Path.Combine(_archives.Folder, "one"), Path.Combine(_archives.Folder, "many"));

        Open(path, one, IndexWriter.BufferBytes).Dispose();
        Open(path, many, bufferBytes: 1).Dispose();

        var name = Path.GetFileName(path) + IndexedArchive.Ending;
        Assert.Equal(File.ReadAllBytes(Path.Combine(one, name)), File.ReadAllBytes(Path.Combine(many, name)));
    }

    [Theory]
    [InlineData(IndexWriter.BufferBytes)]
    [InlineData(1)]
    public void Of_two_records_of_a_song_the_first_counts_whatever_the_runs(int bufferBytes)
    {
        var path = _archives.Make(
            "tar",
            new ArchiveFile($"a/{Records.Song}.json", Records.Utf8(Records.WithTracks(Records.Spotify(Records.FirstId)))),
            Archives.Record(SongId.Parse("SOAAA1"), Records.Empty),
            new ArchiveFile($"b/{Records.Song}.json", Records.Utf8(Records.WithTracks(Records.Spotify(Records.SecondId)))));

        using var index = Open(path, _archives.Folder, bufferBytes);

        Assert.Equal(2, index.Records);
        Assert.Equal(Records.Id(Records.FirstId), index.Find(Records.Song).Mapping.Spotify);
    }

    [Fact]
    public void Ids_of_every_length_are_found_and_those_between_them_are_not()
    {
        SongId[] there = [.. Enumerable.Range(1, SongId.MaxLength).Select(length => SongId.Parse(new string('B', length)))];
        SongId[] absent = [SongId.Parse("A"), SongId.Parse("BA"), SongId.Parse("BBC"), SongId.Parse("C"), SongId.Parse("b")];
        var path = _archives.Make("tar", [.. there.Select(song => new ArchiveFile($"{song}.json", Records.Utf8(Records.Empty)))]);

        using var index = Open(path, _archives.Folder, 200);

        Assert.All(there, song => Assert.Null(index.Find(song).Mapping.Reason));
        Assert.All(absent, song => Assert.Equal("the archive has no record of this song", index.Find(song).Mapping.Reason));
    }

    [Fact]
    public async Task Made_by_several_at_a_time_it_is_whole()
    {
        var (path, songs) = Make("tar.bz2");
        var expected = new Lookings(path, Off).Find(songs).Mappings;

        var found = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new Lookings(path).Find(songs).Mappings)));

        Assert.All(found, mappings => Assert.Equal(expected, mappings));
        Assert.Equal(["mapping.tar.bz2", "mapping.tar.bz2.playcount-index"], Names());
    }

    [Fact]
    public void What_is_left_of_another_archive_is_not_deleted_whatever_the_names()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a system that allows * in a name");
        var (tar, songs) = Make("tar");
        var path = Path.Combine(_archives.Folder, "m*.tar");
        File.Move(tar, path);
        var other = Unfinished(tar);
        File.WriteAllBytes(other, [1]);
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddHours(-1));

        new Lookings(path).Find(songs);

        Assert.True(File.Exists(other));
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_and_what_is_at_work_is_not()
    {
        var (path, songs) = Make("tar");
        var (left, held) = (Unfinished(path), Unfinished(path));
        File.WriteAllBytes(left, [1]);
        using var working = new FileStream(held, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete);
        foreach (var name in (string[])[left, held])
            File.SetLastWriteTimeUtc(name, DateTime.UtcNow.AddHours(-1));

        new Lookings(path).Find(songs);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(held));
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Maps_the_341_songs_as_one_pass_does()
    {
        var archive = _archives.Save("341.tar.bz2", File.ReadAllBytes(Outside.Data("mapping/archive_341_reconstructed.tar.bz2")));
        var songs = File.ReadLines(Outside.Data("original/shared_songs.csv")).Select(line => SongId.Parse(line.Split(',')[0])).ToList();

        var found = new Lookings(archive).Find(songs);

        Assert.Equal(Archives.LookUp(archive, songs), found.Mappings);
        Assert.Equal(150, found.Songs.Sources.Count(song => song.Value == MappingSource.Archive));
    }

    private static MappingIndex Open(string archive, string folder, int bufferBytes) =>
        new IndexedArchive(archive, folder, new MappingLimits(), _ => { }, bufferBytes).Open(null, TestContext.Current.CancellationToken);

    private static string Unfinished(string archive) => $"{archive}.playcount-index.{Guid.NewGuid():n}.unfinished";

    private (string Path, SongId[] Songs) Make(string kind, params ArchiveFile[] more)
    {
        var songs = Records.OfEveryOutcome();
        var path = _archives.Make(kind, [.. songs.Reverse().Select(song => Archives.Record(song.Song, song.Json)), .. more]);
        return (path, [.. songs.Select(song => song.Song), SongId.Parse("SOZZZZZ12A00000001")]);
    }

    private (string Archive, string Index) MakeIndex()
    {
        var path = _archives.Make(
            "tar", [.. Records.OfEveryOutcome().Take(8).Select(song => Archives.Record(song.Song, song.Json))]);
        var looking = new Lookings(path);
        looking.Find(Records.Song);
        return (path, looking.IndexPath);
    }

    private string[] Names() => [.. Directory.EnumerateFileSystemEntries(_archives.Folder).Select(path => Path.GetFileName(path)!)
        .Order(StringComparer.Ordinal)];

    private static void Delete(string path)
    {
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }
}
