using System.Text.Json;
using PlayCount.Audio;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;
using PlayCount.Training.Loading;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>Made-up songs of 4 numbers a clip in .npy files, and listeners of them; gone after the test.</summary>
internal sealed class SweepFolder : IDisposable
{
    public const int Inputs = 4;
    public const string FrontEnd = "made-up";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-training-");

    /// <summary>The study's blobs: features, models and state.</summary>
    public FolderBlobs Blobs => new(_folder.FullName);

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public static SongId Song(int number) => SongId.Parse(FormattableString.Invariant($"SO{number:d3}"));

    public string Features(SongId song) => this[ClipFiles.Features(FrontEnd, song)];

    public string Pooled(SongId song) => this[ClipFiles.Features(FrontEnds.LogMel, song)];

    /// <summary>Writes a song's clips, drawn from its number unless <paramref name="seed"/> says otherwise.</summary>
    public SongId Write(int number, int clips, ulong? seed = null, float scale = 1)
    {
        var rng = new Rng(seed ?? (ulong)(1000 + number));
        return Write(number, clips, [.. Enumerable.Range(0, clips * Inputs).Select(_ => scale * (float)rng.NextGaussian())]);
    }

    public SongId Write(int number, int clips, float[] values)
    {
        Write(Features(Song(number)), values, clips, values.Length / Math.Max(clips, 1));
        Write(Pooled(Song(number)), values, clips, values.Length / Math.Max(clips, 1));
        return Song(number);
    }

    public static void Write(string path, float[] values, int rows, int columns)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        Npy.Write(stream, values, rows, columns);
    }

    /// <summary>A listener of songs of 3 to 6 clips that are written here, with plays of 1 to 40.</summary>
    public UserSongs User(int rank, int songs, int firstSong = 0)
    {
        var plays = new Rng((ulong)rank);
        return new UserSongs(
            rank, UserId.Parse(FormattableString.Invariant($"user-{rank}")), [.. Enumerable.Range(firstSong, songs).Select(n =>
            new SongPlays(Write(n, clips: 3 + (n % 4)), 1 + plays.NextInt(40)))]);
    }

    public static SweepOptions Options(int epochs = 3) => new()
    {
        Networks = [new NetworkLayers([new LstmSpec(5)], [new DenseSpec(1)])],
        Steps = [2],
        Epochs = epochs,
        BatchSize = 4,
    };

    public SweepRequest Request(SweepOptions options, params UserSongs[] users) =>
        new(users, Blobs, new FrontEndCard(FrontEnd, 110_250, 22_050, Standardized: true), options, Threads: 2);

    /// <summary>A listener whose songs nobody else heard.</summary>
    public static UserData Data(UserSongs user, SongLibrary library) => new(user, library, PlaysOfAll.Of(user.Songs));

    public IReadOnlyList<NetworkOutcome> Run(SweepOptions options, params UserSongs[] users) => Run(Request(options, users));

    /// <summary>Deletes what a sweep left.</summary>
    public void Forget()
    {
        foreach (var left in new[] { "models", "state" }.Where(left => Directory.Exists(this[left])))
            Directory.Delete(this[left], recursive: true);
    }

    /// <summary>Runs a sweep in a folder that holds nothing of an earlier one.</summary>
    public IReadOnlyList<NetworkOutcome> RunAnew(SweepRequest request)
    {
        Forget();
        return Run(request);
    }

    public static IReadOnlyList<NetworkOutcome> Run(SweepRequest request) =>
        SweepRunner.Run(request, progress: null, CancellationToken.None);

    /// <summary>Stops a sweep again and again, each time some epochs later, and asserts that it ends as one never stopped.</summary>
    public void AssertSameWhenStopped(SweepRequest request, int epochsBetweenStops = 5, long largeNetwork = PlannedNetwork.LargeNetwork)
    {
        var expected = Bits.Of(RunAnew(request));
        var models = Files("models");
        Forget();

        var stops = 0;
        IReadOnlyList<NetworkOutcome>? outcomes = null;
        for (var epochs = 1; outcomes is null; epochs += epochsBetweenStops)
        {
            using var stop = new StopAfter(epochs);
            try
            {
                outcomes = SweepRunner.Run(request, largeNetwork, stop, stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.True(stops > 2, $"{stops}");
        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(models, Files("models"));
    }

    /// <summary>
    /// Asserts that the listener's kept network of 1 layer x 1 step gives the held-out estimates again, bit for bit: under split
    /// <c>paper-code</c> the kept network is the scored one.
    /// </summary>
    public ListenerModel AssertModelGivesEstimates(SweepOptions options, UserSongs user)
    {
        var outcome = Assert.Single(Run(options with { Split = SplitKind.PaperCode, Steps = [1] }, user));
        using var weights = Blobs.OpenRead("models/user_1/1x1.safetensors");
        var model = ListenerModel.Load(Blobs.ReadAllBytes("models/user_1/1x1.json"), weights);
        var library = Library(user);
        var whole = outcome.Estimates.Where(e => e.Samples == Data(user, library).ClipsPerSong[e.Song]).ToArray();

        Assert.True(whole.Length > 1, $"{whole.Length} songs were held out with all their samples");
        Assert.All(whole, expected => Assert.Equal(
            BitConverter.DoubleToInt64Bits(expected.EstimateScaled),
            BitConverter.DoubleToInt64Bits(
                model.Estimate(library.Clips[library.IndexOf(user.Songs[expected.Song].Song)])!.Value.Scaled)));
        return model;
    }

    /// <summary>The clips of a listener's songs.</summary>
    public SongLibrary Library(UserSongs user) =>
        SongLibrary.Load(Blobs, user.Songs.Select(song => song.Song), FrontEnd, CancellationToken.None);

    /// <summary>Every file under a folder of the outcome, by its name there.</summary>
    public Dictionary<string, byte[]> Files(string folder) => Directory.Exists(this[folder])
        ? Directory.GetFiles(this[folder], "*", SearchOption.AllDirectories).ToDictionary(
            path => Path.GetRelativePath(_folder.FullName, path), File.ReadAllBytes)
        : [];

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Calls off a sweep once so many epochs are done: the sweep reports each before it asks whether to stop.</summary>
internal sealed class StopAfter(long epochs) : IProgress<StageProgress>, IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public CancellationToken Token => _source.Token;

    public long Seen { get; private set; }

    public void Report(StageProgress value)
    {
        lock (_source)
        {
            Seen = Math.Max(Seen, value.Done);
            if (value.Done >= epochs)
                _source.Cancel();
        }
    }

    public void Dispose() => _source.Dispose();
}

/// <summary>Outcomes as text, every number to its last bit.</summary>
internal static class Bits
{
    public static string Of(NetworkOutcome outcome) =>
        JsonSerializer.Serialize(outcome, StoredJson.State);

    public static string[] Of(IEnumerable<NetworkOutcome> outcomes) => [.. outcomes.Select(Of)];

    /// <summary>Without the one baseline that knows other listeners' plays.</summary>
    public static string OfOwnPlays(NetworkOutcome outcome) => Of(outcome with
    {
        Result = outcome.Result with
        {
            AgainstBaselines = new BaselineDifferences(outcome.Result.AgainstBaselines!.ByName.Where(IsOfOwnPlays)),
            Baselines = new BaselineScores(outcome.Result.Baselines!.ByName.Where(IsOfOwnPlays)),
        },
    });

    private static bool IsOfOwnPlays<T>(KeyValuePair<string, T> baseline) => baseline.Key != BaselineNames.Popularity;
}
