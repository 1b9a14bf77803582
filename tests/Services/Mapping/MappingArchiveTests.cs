using PlayCount.Mapping.LookingUp;
using PlayCount.Songs;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Mapping;

public sealed class MappingArchiveTests : IDisposable
{
    private readonly Archives _archives = new();

    public static TheoryData<string> Kinds => [.. Archives.Kinds];

    public static TheoryData<string> FileKinds => [.. Archives.Kinds.Skip(1)];

    public void Dispose() => _archives.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Gives_the_same_rows_in_the_order_of_the_ids_whatever_the_archive_is(string kind)
    {
        var songs = Records.OfEveryOutcome();
        var missing = SongId.Parse("SOZZZZZ12A00000001");
        var path = _archives.Make(kind, [.. songs.Reverse().Select(song => Archives.Record(song.Song, song.Json))]);

        var rows = Archives.LookUp(path, [missing, .. songs.Select(song => song.Song).Reverse(), songs[3].Song]);

        var absent = new SongMapping(missing, MappingOutcome.Empty, null, "", "", "the archive has no record of this song");
        Assert.Equal([.. songs.Select(song => song.Expected), absent], rows);
    }

    [Theory]
    [MemberData(nameof(FileKinds))]
    public void Knows_an_archive_by_its_bytes_not_its_name(string kind)
    {
        var bytes = Archives.Bytes(kind, [Archives.Record(Records.Song, Records.WithTracks(Records.Spotify(Records.FirstId)))]);
        var path = _archives.Save("mapping.txt", bytes);

        Assert.Equal(MappingOutcome.Mapped, Archives.LookUp(path, Records.Song).Single().Outcome);
    }

    [Theory]
    [MemberData(nameof(FileKinds))]
    public void Finds_a_record_at_any_depth_and_takes_the_first_of_two(string kind)
    {
        var path = _archives.Make(kind,
            new ArchiveFile($"./a/b/c/d/{Records.Song}.json", Records.Utf8(Records.WithTracks(Records.Spotify(Records.FirstId)))),
            new ArchiveFile($"{Records.Song}.json", Records.Utf8(Records.WithTracks(Records.Spotify(Records.SecondId)))));

        Assert.Equal(Records.Id(Records.FirstId), Archives.LookUp(path, Records.Song).Single().Spotify);
    }

    [Theory]
    [InlineData("CW/SOCWJDB12A58A776AF.json")]
    [InlineData("millionsongdataset_echonest/CW/SOCWJDB12A58A776AF.json")]
    [InlineData("SOCWJDB12A58A776AF.json")]
    public void Finds_a_record_in_a_folder_with_and_without_the_top_folder(string place)
    {
        var path = _archives.Make("folder", new ArchiveFile(place, Records.Utf8(Records.WithTracks(Records.Spotify(Records.FirstId)))));

        Assert.Equal(Records.Id(Records.FirstId), Archives.LookUp(path, Records.Song).Single().Spotify);
    }

    [Fact]
    public void Finds_a_short_id_in_a_folder()
    {
        var path = _archives.Make("folder", new ArchiveFile("a.json", Records.Utf8(Records.Empty)));

        Assert.Null(Archives.LookUp(path, SongId.Parse("a")).Single().Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Goes_on_past_unreadable_records_and_says_why(string kind)
    {
        var limits = new MappingLimits { MaxRecordBytes = 1_000 };
        var (cutOff, nothing) = (SongId.Parse("SOAAA1"), SongId.Parse("SOBBB2"));
        var (over, fine) = (SongId.Parse("SOCCC3"), SongId.Parse("SODDD4"));
        var path = _archives.Make(kind,
            Archives.Record(cutOff, Records.Empty[..50]),
            Archives.Record(nothing, ""),
            Archives.Record(over, Records.Empty + new string(' ', 1_001 - Records.Empty.Length)),
            Archives.Record(fine, Records.Empty + new string(' ', 1_000 - Records.Empty.Length)));

        var rows = Archives.LookUp(path, limits, [cutOff, nothing, over, fine]);

        Assert.Equal(
            [MappingOutcome.Unreadable, MappingOutcome.Unreadable, MappingOutcome.Unreadable, MappingOutcome.Empty],
            rows.Select(row => row.Outcome));
        Assert.StartsWith("the record is no JSON at line 1, byte 51: ", rows[0].Reason, StringComparison.Ordinal);
        Assert.Equal("the record has 0 bytes", rows[1].Reason);
        Assert.Equal("the record has 1001 bytes; at most 1000 are read", rows[2].Reason);
    }

    [Fact]
    [Trait("Set", "Full")]
    public void Does_not_wait_for_a_pipe_in_a_folder()
    {
        Outside.NeedsProgram("mkfifo", "coreutils");
        Outside.Run("mkfifo", Path.Combine(_archives.Folder, $"{Records.Song}.json"));

        Assert.Equal("the record has 0 bytes", Archives.LookUp(_archives.Folder, Records.Song).Single().Reason);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Reports_progress_up_to_the_whole(string kind)
    {
        var path = _archives.Make(kind, [.. Records.OfEveryOutcome().Select(song => Archives.Record(song.Song, song.Json))]);
        SongId[] songs = [.. Records.OfEveryOutcome().Select(song => song.Song)];
        var reports = new Reports();

        MappingArchive.LookUp(path, songs, new MappingLimits(), reports, TestContext.Current.CancellationToken);

        Assert.NotEmpty(reports.All);
        Assert.Equal(reports.All.OrderBy(report => report.Done), reports.All);
        Assert.Equal(reports.All[^1].Total, reports.All[^1].Done);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Ends_when_cancelled(string kind)
    {
        var path = _archives.Make(kind, Archives.Record(Records.Song, Records.Empty));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => MappingArchive.LookUp(path, [Records.Song], new MappingLimits(), null, cancelled.Token));
    }

    [Fact]
    public void Reads_on_when_one_tar_or_packed_member_follows_another()
    {
        var (second, third) = (SongId.Parse("SOAAA1"), SongId.Parse("SOBBB2"));
        byte[] TarOf(SongId song) => Archives.Tar([Archives.Record(song, Records.Empty)]);
        byte[] tars = [.. TarOf(Records.Song), .. TarOf(second)];
        var last = TarOf(third);
        var gzip = _archives.Save("a", [.. Archives.Gzip(tars), .. Archives.Gzip(last)]);
        var bzip2 = _archives.Save(
            "b", [.. Archives.BZip2(tars[..900]), .. Archives.BZip2(tars[900..]), .. Archives.BZip2([]), .. Archives.BZip2(last)]);

        Assert.All(Archives.LookUp(gzip, Records.Song, second, third), row => Assert.Null(row.Reason));
        Assert.All(Archives.LookUp(bzip2, Records.Song, second, third), row => Assert.Null(row.Reason));
    }

    [Fact]
    public void Passes_over_the_files_that_a_Mac_adds()
    {
        var path = _archives.Make("zip",
            new ArchiveFile($"__MACOSX/CW/._{Records.Song}.json", [0, 5, 22, 7]),
            new ArchiveFile("CW/", []),
            Archives.Record(Records.Song, Records.Empty));

        Assert.Null(Archives.LookUp(path, Records.Song).Single().Reason);
    }

    private sealed class Reports : IProgress<StageProgress>
    {
        public List<StageProgress> All { get; } = [];

        public void Report(StageProgress value) => All.Add(value);
    }
}
