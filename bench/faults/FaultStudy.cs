using System.Diagnostics;
using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using PlayCount.Contracts.V1;

namespace PlayCount.Faults;

/// <summary>How large a study is.</summary>
/// <param name="Others">Listeners besides those who are selected, and records in the archive besides those looked up.</param>
/// <param name="SongSeconds">Length of the songs.</param>
/// <param name="Epochs">Of each training.</param>
internal sealed record StudySize(int Others, int SongSeconds, int Epochs)
{
    /// <summary>Every stage lasts some seconds.</summary>
    public static StudySize Usual { get; } = new(30_000, 20, 40);

    /// <summary>Every stage lasts long enough to be seen.</summary>
    public static StudySize Small { get; } = new(8_000, 10, 15);
}

/// <summary>
/// A study whose every stage lasts long enough to be killed in: many rows, a large mapping archive, songs of some length, networks that
/// train for a while. Made anew, the same bytes.
/// </summary>
internal sealed class FaultStudy
{
    private const int Songs = 12;
    private const int RateHz = 44_100;
    private const int TopUsers = 3;
    private const int PlaysOfOthers = 1; // a row: so few that no other listener is among the most active
    private const int RowsOfOthers = 10;
    private const int Units = 48;

    private readonly string _folder;
    private readonly StudySize _size;

    /// <param name="folder">Where its files are written.</param>
    /// <param name="size">How large it is.</param>
    public FaultStudy(string folder, StudySize size)
    {
        (_folder, _size) = (folder, size);
        Directory.CreateDirectory(Audio);
        WriteTriplets(size.Others);
        WriteMapping(size.Others);
        for (var song = 0; song < Songs; song++)
            File.WriteAllBytes(Path.Combine(Audio, SongId(song) + ".wav"), Wav(song, size.SongSeconds));
    }

    public string Triplets => Path.Combine(_folder, "triplets.tsv");

    public string Audio => Path.Combine(_folder, "music");

    public string Mapping => Path.Combine(_folder, "mapping.tar.gz");

    public Settings Settings
    {
        get
        {
            var settings = new Settings
            {
                Triplets = Triplets,
                Audio = Audio,
                Mapping = Mapping,
                TopUsers = TopUsers,
                Epochs = _size.Epochs,
                Units = Units,
            };
            settings.Layers.AddRange([1, 2]);
            settings.Steps.AddRange([1, 2]);
            return settings;
        }
    }

    /// <summary>Does the study with the command line's <c>run</c>, in one process and undisturbed.</summary>
    public async Task RunAsync(string program, string folder, CancellationToken cancellationToken)
    {
        using var run = Process.Start(new ProcessStartInfo("dotnet",
        [
            program, "run", "--triplets", Triplets, "--audio", Audio, "--mapping", Mapping, "--out", folder,
            "--top-users", Text(TopUsers), "--layers", "1,2", "--steps", "1,2", "--epochs", Text(_size.Epochs), "--units", Text(Units),
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = run.StandardError.ReadToEndAsync(cancellationToken);
        await run.StandardOutput.ReadToEndAsync(cancellationToken);
        await run.WaitForExitAsync(cancellationToken);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"playcount run ended with {run.ExitCode}: {await error}");
    }

    private static string SongId(int song) => $"SOFAULT{(char)('A' + song)}12AB{song:D2}CDE";

    private void WriteTriplets(int others)
    {
        using var file = new StreamWriter(Triplets) { NewLine = "\n" };
        for (var listener = 0; listener < TopUsers; listener++)
        {
            for (var song = listener; song < Songs; song++)
            {
                var plays = 40 - (10 * listener) + (((song * 7) + (listener * 3)) % 11);
                file.WriteLine($"listener{Text(listener)}\t{SongId(song)}\t{Text(plays)}");
            }
        }

        for (var other = 0; other < others; other++)
        {
            for (var row = 0; row < RowsOfOthers; row++)
                file.WriteLine($"other{Text(other)}\tSOOTHER{Text(((other * 7) + row) % 50_000)}\t{Text(PlaysOfOthers)}");
        }
    }

    private void WriteMapping(int others)
    {
        using var packed = new GZipStream(File.Create(Mapping), CompressionLevel.Fastest);
        using var archive = new TarWriter(packed, TarEntryFormat.Ustar);
        for (var record = 0; record < others; record++)
        {
            if (record % Math.Max(1, others / Songs) == 0 && record / Math.Max(1, others / Songs) is var song and < Songs)
            {
                Add(SongId(song), JsonSerializer.Serialize(new { response = new { songs = new[] { Record(song) } } }));
            }

            Add($"SOOTHER{Text(record)}", """{"response": {"songs": []}}""".PadRight(8_000));
        }

        void Add(string id, string text) => archive.WriteEntry(
            new UstarTarEntry(TarEntryType.RegularFile, $"millionsongdataset_echonest/{id[2..4]}/{id}.json")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            });
    }

    private static object Record(int song) => new
    {
        id = SongId(song),
        artist_name = $"Artist {Text(song)}",
        title = "Title",
        tracks = new[] { new { catalog = "spotify", foreign_id = $"spotify:track:fault{(char)('A' + song)}{song:D2}00000000000000" } },
    };

    /// <summary>16 bit stereo: a tone whose pitch and loudness tell the song, over a little noise.</summary>
    private static byte[] Wav(int song, int seconds)
    {
        const int ChannelBytes = 2;
        const int Channels = 2;
        const int HeaderBytes = 44;
        var dataBytes = seconds * RateHz * Channels * ChannelBytes;
        var bytes = new byte[HeaderBytes + dataBytes];
        using var writer = new BinaryWriter(new MemoryStream(bytes));
        writer.Write("RIFF"u8);
        writer.Write(HeaderBytes - 8 + dataBytes);
        writer.Write("WAVEfmt "u8);
        writer.Write(16); // bytes of the format
        writer.Write((short)1); // PCM
        writer.Write((short)Channels);
        writer.Write(RateHz);
        writer.Write(RateHz * Channels * ChannelBytes);
        writer.Write((short)(Channels * ChannelBytes));
        writer.Write((short)(8 * ChannelBytes));
        writer.Write("data"u8);
        writer.Write(dataBytes);
        var noise = (uint)song + 1;
        for (var i = 0; i < seconds * RateHz; i++)
        {
            noise = (noise * 1_664_525) + 1_013_904_223;
            var tone = Math.Sin(2 * Math.PI * (220 + (90 * song)) * i / RateHz) * (1 + (song % 3)) * 0.3;
            var value = (short)(short.MaxValue * ((0.9 * tone) + (0.05 * ((noise / (double)uint.MaxValue) - 0.5))));
            writer.Write(value);
            writer.Write(value);
        }

        return bytes;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
