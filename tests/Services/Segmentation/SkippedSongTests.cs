using PlayCount.Audio.Decoding;
using PlayCount.Tests;
using static PlayCount.Services.Tests.Segmentation.SongFolder;
using static PlayCount.Tests.WavBytes;

namespace PlayCount.Services.Tests.Segmentation;

public sealed class SkippedSongTests
{
    private const string NoWav = "'song.wav' no WAV file of PCM (8, 16, 24, 32 bits) or IEEE float (32, 64 bits): ";
    private const string NoAudio = "'song.wav' no WAV, MP3, Ogg, FLAC or AIFF file: it begins with the bytes ";
    private const string NoFormat = "'song.wav' has no fmt chunk before its data chunk, so nothing says what the samples are";
    private const string NotFinite = "'song.wav' holds a sample that is no finite number at ";

    private static readonly byte[] MonoFormat = Format(1, 1, 22_050, 16);
    private static readonly byte[] FloatFormat = Format(3, 1, 1_000, 32);

    [Theory]
    [InlineData(null, "no audio named 'song'")]
    [InlineData("4uLU6hMCjMI75M1A2tKUQC", "no audio named '4uLU6hMCjMI75M1A2tKUQC' or 'song'")]
    public void Names_the_files_it_looked_for(string? spotify, string reason)
    {
        using var folder = new SongFolder().WithWav("songs.wav", 1).WithWav("SONG.wav", 1).With("song.doc", [1]);

        Assert.Equal(reason, folder.Cut(Song("song", spotify)).Skipped[0].Reason);
    }

    public static TheoryData<byte[], string> BadFiles => new()
    {
        { [], "'song.wav' holds 0 bytes" },
        { "RIFF"u8.ToArray(), NoAudio + "52494646" },
        { "<html>not found</html>"u8.ToArray(), NoAudio + "3C68746D6C3E6E6F7420666F" },
        { Riff(MonoFormat), "'song.wav' holds no samples: no data chunk was found" },
        { Riff(MonoFormat, Chunk("data")), "'song.wav' holds no samples" },
        { Riff(MonoFormat, Chunk("data"), Chunk("LIST", [1, 2, 3, 4])), "'song.wav' holds no samples" },
        { Riff(MonoFormat, Chunk("data", 5, [1, 2, 3, 4])), "'song.wav' truncated: the data chunk says 5 bytes, 4 are there" },
        { Riff(MonoFormat, Chunk("LIST", 9, [1, 2])), "'song.wav' truncated: the chunk 'LIST' at byte 36 says 9 bytes, 2 are there" },
        { Riff(MonoFormat, Chunk("data", [1])), "'song.wav' holds no samples" },
        { Riff(Chunk("data", [1, 2])), NoFormat },
        { Riff(Chunk("data", [1, 2]), MonoFormat), NoFormat },
        {
            Riff(Format(0x11, 1, 22_050, 4), Chunk("data", [1, 2])),
            NoWav + "The fmt chunk says 1 channels and blocks of 0 bytes; both are at least 1."
        },
        { Riff(Format(6, 1, 8_000, 8), Chunk("data", [1, 2])), NoWav + "Unsupported source encoding" },
        { Riff(Format(1, 300, 22_050, 8), Chunk("data", new byte[600])), "'song.wav' has 300 channels; 1 to 256 are mixed" },
        { Riff(Format(1, 1, 999, 16), Chunk("data", [1, 2])), "'song.wav' has 999 samples a second; 1000 to 384000 are resampled" },
        { Riff(Format(1, 1, -1, 16), Chunk("data", [1, 2])), "'song.wav' has 4294967295 samples a second; 1000 to 384000 are resampled" },
        { Riff(FloatFormat, Chunk("data", BitConverter.GetBytes(float.NaN))), NotFinite + "0 s" },
        { Riff(FloatFormat, Chunk("data", [0, 0, 0, 0, .. BitConverter.GetBytes(float.PositiveInfinity)])), NotFinite + "0.001 s" },
        { Riff(Format(3, 1, 22_050, 64), Chunk("data", BitConverter.GetBytes(1e300))), NotFinite + "0 s" },
    };

    [Theory]
    [MemberData(nameof(BadFiles))]
    public void Says_what_is_wrong_with_the_file(byte[] bytes, string reason)
    {
        using var folder = new SongFolder().With("song.wav", bytes);

        Assert.Equal(reason, folder.ReasonToSkip());
    }

    [Fact]
    public void Keeps_the_other_songs()
    {
        using var folder = new SongFolder().WithWav("good.wav", 1).With("song.wav", []);

        var result = folder.Cut(Song("song"), Song("good"));

        Assert.Equal("good", Assert.Single(result.Songs).Song.Value);
        Assert.Equal("song", Assert.Single(result.Skipped).Song.Value);
    }

    [Fact]
    public void Stops_at_the_limit_of_decoded_seconds()
    {
        using var folder = new SongFolder().WithWav("song.wav", new short[22_051]);

        Assert.Equal("'song.wav' lasts 1 s; the limit is 1 s", folder.ReasonToSkip(new DecodingLimits(MaxDecodedSeconds: 1)));
    }

    [Fact]
    public void Takes_a_song_of_exactly_the_limit()
    {
        using var folder = new SongFolder().WithWav("song.wav", new short[22_050]);

        var result = Segment(folder.Request with { Limits = new DecodingLimits(MaxDecodedSeconds: 1) }, Song("song"));

        Assert.Single(result.Songs);
    }

    [Fact]
    public void Refuses_files_beyond_the_limit_of_bytes()
    {
        using var folder = new SongFolder().WithWav("song.wav", 1, 2, 3);

        Assert.Equal("'song.wav' holds 50 bytes; the limit is 49", folder.ReasonToSkip(new DecodingLimits(MaxFileBytes: 49)));
    }

    [Fact]
    public void Refuses_a_folder_named_like_audio()
    {
        using var folder = new SongFolder();
        Directory.CreateDirectory(folder.PathOf("song.wav"));

        Assert.Equal("'song.wav' is a folder, no audio file", folder.ReasonToSkip());
    }

    [Fact]
    public void Refuses_a_link_that_leads_out_of_the_folder()
    {
        using var folder = new SongFolder();
        var outside = Path.Combine(folder.Audio, "..", "outside.wav");
        File.WriteAllBytes(outside, Wav(1, 2, 3));
        File.CreateSymbolicLink(folder.PathOf("song.wav"), outside);

        Assert.Equal("'song.wav' is a link that leads out of the audio folder", folder.ReasonToSkip());
    }

    [Fact]
    public void Refuses_a_link_that_leads_out_by_way_of_another()
    {
        using var folder = new SongFolder();
        var outside = Path.Combine(folder.Audio, "..", "outside");
        Directory.CreateDirectory(outside);
        File.WriteAllBytes(Path.Combine(outside, "real.wav"), Wav(1, 2, 3));
        File.CreateSymbolicLink(folder.PathOf("inner"), outside);
        File.CreateSymbolicLink(folder.PathOf("song.wav"), Path.Combine("inner", "real.wav"));

        Assert.Equal("'song.wav' is a link that leads out of the audio folder", folder.ReasonToSkip());
    }

    [Fact]
    public void Refuses_links_that_run_in_a_circle()
    {
        using var folder = new SongFolder();
        File.CreateSymbolicLink(folder.PathOf("song.wav"), "other.wav");
        File.CreateSymbolicLink(folder.PathOf("other.wav"), "song.wav");

        Assert.Equal("'song.wav' cannot be read: IOException", folder.ReasonToSkip());
    }

    [Fact]
    public void Refuses_a_link_to_nothing()
    {
        using var folder = new SongFolder();
        File.CreateSymbolicLink(folder.PathOf("song.wav"), "gone.wav");

        Assert.Equal("'song.wav' is a link to nothing", folder.ReasonToSkip());
    }

    [Fact]
    public void Follows_a_link_inside_the_folder_and_a_link_to_the_folder()
    {
        using var folder = new SongFolder().WithWav("real.wav", 111);
        File.CreateSymbolicLink(folder.PathOf("song.wav"), "real.wav");
        var linked = Path.Combine(folder.Audio, "..", "linked");
        Directory.CreateSymbolicLink(linked, folder.Audio);

        Segment(folder.Request with { Audio = linked }, Song("song"));

        Assert.Equal(111 / 32768f, folder.Clips("song").Values[0]);
    }

    [Fact]
    public void Does_not_wait_for_a_pipe_named_like_audio()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs mkfifo");
        using var folder = new SongFolder();
        Outside.Run("mkfifo", folder.PathOf("song.wav"));

        Assert.Equal("'song.wav' holds 0 bytes", folder.ReasonToSkip());
    }
}
