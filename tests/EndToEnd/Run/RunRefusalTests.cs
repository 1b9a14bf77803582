using System.IO.Compression;
using System.Text.RegularExpressions;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>Bad input ends with status 1 and one line that names the place; what single songs and records lack is counted
/// instead.</summary>
public sealed partial class RunRefusalTests : IDisposable
{
    private const int Rows = 39;

    private readonly RunInput _input = new();

    [Theory]
    [InlineData("ann\tSOLAST", "the row 'ann\\u0009SOLAST' has 2 columns between tabs; user<TAB>song<TAB>plays is right.")]
    [InlineData("ann\tSOLAST\t-3", "'-3' is no play count; a whole number from 1 to 2147483647 is right.")]
    [InlineData("ann\tSOLAST\t0", "'0' is below 1; a whole number from 1 to 2147483647 is right.")]
    [InlineData("ann\tSOLAST\t99999999999",
        "'99999999999' is more than a play count can be; a whole number from 1 to 2147483647 is right.")]
    [InlineData("ann\tSOLAST\tmany", "'many' is no play count; a whole number from 1 to 2147483647 is right.")]
    [InlineData("ann\tSOLAST\t1.5", "'1.5' is no play count; a whole number from 1 to 2147483647 is right.")]
    [InlineData("ann\t../SOLAST\t1",
        "'../SOLAST' is no song id; 1 to 64 ASCII letters, digits, _ or - are right, the first a letter or digit.")]
    public async Task A_bad_row_is_named_by_file_and_line(string row, string fault)
    {
        await File.AppendAllTextAsync(_input.Triplets, row + "\n", TestContext.Current.CancellationToken);

        await RefusesAsync($"{_input.Triplets}, line {Rows + 1}: {fault}");

        Assert.False(File.Exists(_input.In("out/selection.json")));
    }

    [Fact]
    public async Task NUL_bytes_are_named_by_file_and_line()
    {
        await File.AppendAllTextAsync(_input.Triplets, "ann\tSO\0LAST\t1\n", TestContext.Current.CancellationToken);

        await RefusesAsync($"{_input.Triplets}, line {Rows + 1}: ", "NUL byte");
    }

    [Fact]
    public async Task A_packed_file_cut_off_is_refused()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(await File.ReadAllBytesAsync(_input.Triplets, TestContext.Current.CancellationToken),
                TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_input.Triplets, packed.ToArray()[..^20], TestContext.Current.CancellationToken);

        await RefusesAsync($"{_input.Triplets} cannot be unpacked: it is cut off");
    }

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        await File.WriteAllBytesAsync(_input.Triplets, [], TestContext.Current.CancellationToken);

        await RefusesAsync($"--triplets '{_input.Triplets}' is empty");
    }

    [Fact]
    public async Task Triplets_that_are_not_there_are_refused()
    {
        File.Delete(_input.Triplets);

        await RefusesAsync($"--triplets '{_input.Triplets}' is not there");

        Assert.False(Directory.Exists(_input.In("out")));
    }

    [Fact]
    public async Task An_audio_folder_that_is_not_there_is_refused()
    {
        Directory.Delete(_input.Audio, recursive: true);

        await RefusesAsync($"--audio '{_input.Audio}' is not there");
    }

    [Fact]
    public async Task A_mapping_that_is_not_there_is_refused()
    {
        Directory.Delete(_input.Mapping, recursive: true);

        await RefusesAsync($"--mapping '{_input.Mapping}' is not there");
    }

    [Fact]
    public async Task A_list_of_mismatches_that_is_not_there_is_refused()
    {
        var run = await _input.RunAsync("out", "--mismatches", _input.In("nowhere.txt"));

        AssertRefused(run, _input.In("nowhere.txt"));
    }

    [Theory]
    [InlineData("mapping.tar.gz", "a broken archive, of no kind that is known")]
    [InlineData("mapping.zip", "PK\u0003\u0004 and then nothing that a zip has")]
    [InlineData("mapping.tar.bz2", "BZh91AY&SY and then no block")]
    public async Task A_corrupt_mapping_archive_is_refused_and_the_selection_kept(string name, string content)
    {
        await File.WriteAllTextAsync(_input.In(name), content, TestContext.Current.CancellationToken);

        var run = await _input.RunAsync("out", "--mapping", _input.In(name));

        AssertRefused(run, $"Mapping archive '{_input.In(name)}': ");
        Assert.Equal(14, PlainFiles.Json(_input.In("out"), "selection.json").GetProperty("sharedSongs").GetInt32());
        Assert.Equal(14, File.ReadAllLines(_input.In("out/users/user_1.csv")).Length);
    }

    [Fact]
    public async Task A_folder_without_usable_audio_is_refused_and_selection_and_mapping_kept()
    {
        Directory.Delete(_input.Audio, recursive: true);
        Directory.CreateDirectory(_input.Audio);

        await RefusesAsync(
            $"None of 14 shared songs has usable audio in '{_input.Audio}'",
            $"no audio named '{RunInput.SpotifyId(0)}' or '{RunInput.SongId(0)}'");

        Assert.True(File.Exists(_input.In("out/selection.json")));
        Assert.Equal(8, PlainFiles.Json(_input.In("out"), "mapping.json").GetProperty("mapped").GetInt32());
    }

    [Fact]
    public async Task A_folder_without_libtorch_is_refused_before_anything_is_there()
    {
        var folder = Directory.CreateDirectory(_input.In("no-libtorch")).FullName;

        var run = await _input.RunAsync("out", "--engine", "torch", "--libtorch", folder);

        AssertRefused(run, $"'{folder}' has neither libLibTorchSharp.so nor libtorch_cpu.so.");
        Assert.False(Directory.Exists(_input.In("out")));
    }

    [Fact]
    public async Task After_a_refusal_the_same_command_with_the_fault_mended_goes_on()
    {
        await File.AppendAllTextAsync(_input.Triplets, "ann\n", TestContext.Current.CancellationToken);
        await RefusesAsync($"{_input.Triplets}, line {Rows + 1}: ");
        var lines = await File.ReadAllLinesAsync(_input.Triplets, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(_input.Triplets, lines[..Rows], TestContext.Current.CancellationToken);

        await _input.SucceedAsync("out");
        await _input.SucceedAsync("never-refused");

        RunFolderBytes.AssertEqual(_input.In("never-refused"), _input.In("out"));
    }

    [Theory]
    [InlineData("'0' is no value for --steps", "--steps", "0")]
    [InlineData("'x' is no value for --steps", "--steps", "x")]
    [InlineData("'3..1' is no value for --steps", "--steps", "3..1")]
    [InlineData("'0' is no value for --epochs", "--epochs", "0")]
    [InlineData("'1,0' is no value for --dense", "--dense", "1,0")]
    [InlineData("'0' is no value for --units: numbers of units from 1 to 65536 such as 32,16 are.", "--units", "0")]
    [InlineData("'6,' is no value for --units", "--units", "6,")]
    [InlineData("--units has 3 numbers, one a layer; leave out --layers, or give 3.", "--units", "6,4,2")]
    [InlineData("'1' is no value for --dropout", "--dropout", "1")]
    [InlineData("'33' is no value for --members", "--members", "33")]
    [InlineData("'-1' is no value for --encoder", "--encoder", "-1")]
    [InlineData("'gpu' is no value for --engine: one of auto, managed, torch is.", "--engine", "gpu")]
    [InlineData("'half' is no value for --precision: one of float32, tf32, bf16 is.", "--precision", "half")]
    [InlineData("Directory does not exist: '/no/such/folder'.", "--libtorch", "/no/such/folder")]
    [InlineData("'1' is no value for --recurrent-dropout", "--recurrent-dropout", "1")]
    [InlineData("'dream' is no value for --split", "--split", "dream")]
    [InlineData("'0.5,1' is no value for --song-shares: up to 20 numbers from 0.001 to 0.999", "--song-shares", "0.5,1")]
    [InlineData("'-1' is no value for --learning-rate", "--learning-rate", "-1")]
    [InlineData("'x' is no value for --learning-rate: a number above 0 is.", "--learning-rate", "x")]
    [InlineData("'Infinity' is no value for --learning-rate", "--learning-rate", "Infinity")]
    [InlineData("'--nonsense'", "--nonsense", "1")]
    [InlineData("A song cannot be shared by 9 of 3 top users", "--min-users", "9")]
    public async Task A_wrong_option_is_refused_by_name_and_no_folder_made(string expected, string option, string value)
    {
        var run = await _input.RunAsync("out", option, value);

        AssertRefused(run, expected);
        Assert.False(Directory.Exists(_input.In("out")));
    }

    [Theory]
    [InlineData("Nested folds choose among at most 8 networks of a listener; 2 numbers of layers x 5 numbers of steps are 10.",
        "--nested", "--steps", "1..5")]
    [InlineData("Nested folds need split sound; paper-text was asked for.", "--nested", "--split", "paper-text")]
    [InlineData("Song shares need split sound; paper-code was asked for.", "--song-shares", "0.5", "--split", "paper-code")]
    public async Task Parts_of_folds_that_cannot_be_had_are_refused_and_no_folder_made(string expected, params string[] options)
    {
        var run = await _input.RunAsync("out", options);

        AssertRefused(run, expected);
        Assert.False(Directory.Exists(_input.In("out")));
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("[]", "line 1")]
    [InlineData("null", "is no network")]
    [InlineData("{\"lstm\": [{\"units\": 5}],\n\"dense\": [{\"units\": 1}],\n\"dance\": []}", "dance", "line 3")]
    [InlineData("{\"lstm\": [{\"units\": 5, \"activation\": \"tanhh\"}], \"dense\": [{\"units\": 1}]}", "line 1")]
    [InlineData("{\"lstm\": [{\"units\": 5}]}", "dense")]
    [InlineData("{\"lstm\": [{\"units\": 5}], \"dense\": [{\"units\": 2}]}", "last dense layer must have 1 unit")]
    [InlineData("{\"lstm\": [], \"dense\": [{\"units\": 1}]}", "0 LSTM layers")]
    [InlineData("{\"lstm\": [null], \"dense\": [{\"units\": 1}]}", "network.json")]
    public async Task A_malformed_network_file_is_refused_by_name(string content, params string[] expected)
    {
        await File.WriteAllTextAsync(_input.In("network.json"), content, TestContext.Current.CancellationToken);

        var run = await PlayCountRun.OfAsync(
            "run", "--triplets", _input.Triplets, "--audio", _input.Audio, "--out", _input.In("out"),
            "--network", _input.In("network.json"));

        AssertRefused(run, [_input.In("network.json"), .. expected]);
    }

    [Fact]
    public async Task A_network_file_and_single_options_are_refused_together()
    {
        await File.WriteAllTextAsync(
            _input.In("network.json"), """{"lstm": [{"units": 5}], "dense": [{"units": 1}]}""", TestContext.Current.CancellationToken);

        var run = await _input.RunAsync("out", "--network", _input.In("network.json"));

        AssertRefused(run, "--network tells all layers; leave out --layers and --units.");
    }

    [Fact]
    public async Task An_unreadable_record_is_counted_and_named_and_its_audio_found_by_song_id()
    {
        await File.WriteAllTextAsync(_input.RecordPath(0), """{"response": {"songs": [{""", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_input.RecordPath(1), new string('[', 10_000), TestContext.Current.CancellationToken);
        File.Move(_input.AudioPath(0), Path.Combine(_input.Audio, RunInput.SongId(0) + ".wav"));

        await _input.SucceedAsync("out", "--layers", "1");

        Assert.Equal(2, PlainFiles.Json(_input.In("out"), "mapping.json").GetProperty("unreadable").GetInt32());
        var unreadable = PlainFiles.Json(_input.In("out"), "results.json").GetProperty("unreadableRecords").EnumerateArray().ToArray();
        Assert.Equal([RunInput.SongId(0), RunInput.SongId(1)], unreadable.Select(record => record.GetProperty("songId").GetString()));
        Assert.All(unreadable, record => Assert.NotEmpty(record.GetProperty("reason").GetString()!));
        Assert.Equal([RunInput.SongId(1), RunInput.SongId(13)], Skipped().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unreadable_songs_are_skipped_counted_and_named_with_their_reasons()
    {
        var good = RunInput.Wav(9);
        var notANumber = BitConverter.GetBytes(float.NaN);
        await File.WriteAllBytesAsync(_input.AudioPath(9), [], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_input.AudioPath(10), good[..44], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_input.AudioPath(11), good[..(good.Length / 2)], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(
            _input.AudioPath(12),
            WavBytes.Riff(WavBytes.Format(3, 1, RunInput.RateHz, 32), WavBytes.Chunk("data", notANumber)),
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_input.AudioPath(8), "this is no audio at all", TestContext.Current.CancellationToken);

        var run = await _input.SucceedAsync("out", "--layers", "1");

        var skipped = Skipped();
        Assert.Equal(Enumerable.Range(8, 6).Select(RunInput.SongId), skipped.Keys.Order(StringComparer.Ordinal));
        Assert.All(Enumerable.Range(8, 5),
            song => Assert.StartsWith($"'{RunInput.SongId(song)}.wav' ", skipped[RunInput.SongId(song)], StringComparison.Ordinal));
        Assert.Equal(6, skipped.Values.Distinct().Count());
        Assert.Equal(8, Directory.GetFiles(_input.In("out/clips"), "*.npy").Length);
        Assert.Contains("Left out for want of usable audio: 6 songs;", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _input.Dispose();

    private async Task RefusesAsync(params string[] expected) => AssertRefused(await _input.RunAsync("out"), expected);

    private static void AssertRefused(PlayCountRun run, params string[] expected)
    {
        Assert.Equal((1, ""), (run.Status, run.Output));
        var line = Assert.Single(run.Error.Split('\n'), line => line.StartsWith("playcount:", StringComparison.Ordinal));
        Assert.EndsWith(line + "\n", run.Error, StringComparison.Ordinal);
        Assert.All(expected, part => Assert.Contains(part, line, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unexpected", line, StringComparison.Ordinal);
        Assert.All(run.Error.Split('\n')[..^2], progress => Assert.Matches(ProgressLine(), progress));
    }

    [GeneratedRegex("^[a-z ]+: (stopped at )?[0-9]")]
    private static partial Regex ProgressLine();

    private Dictionary<string, string> Skipped() =>
        PlainFiles.Json(_input.In("out"), "results.json").GetProperty("skippedSongs").EnumerateArray()
        .ToDictionary(song => song.GetProperty("songId").GetString()!, song => song.GetProperty("reason").GetString()!);
}
