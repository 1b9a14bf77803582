using System.Text;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>Stopped and gone on equals never stopped, whatever was left of it.</summary>
public sealed class TrainingResumeTests : IDisposable
{
    /// <summary>Every network counts as large: each is trained by all threads.</summary>
    private const long AllLarge = 0, NoneLarge = long.MaxValue;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<OptimizerKind, SplitKind, long> Cases() => new()
    {
        { OptimizerKind.RmsProp, SplitKind.Sound, NoneLarge },
        { OptimizerKind.Adam, SplitKind.Sound, NoneLarge },
        { OptimizerKind.Sgd, SplitKind.PaperCode, NoneLarge },
        { OptimizerKind.RmsProp, SplitKind.PaperText, AllLarge },
        { OptimizerKind.Adam, SplitKind.Sound, AllLarge },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Stopping_again_and_again_equals_never_stopping(OptimizerKind optimizer, SplitKind split, long largeNetwork)
    {
        var options = Options(optimizer) with { Split = split, Steps = [1, 2] };

        _folder.AssertSameWhenStopped(_folder.Request(options, _folder.User(1, 5)), epochsBetweenStops: 3, largeNetwork);
    }

    [Fact]
    public void Goes_on_from_the_checkpoint_instead_of_starting_over()
    {
        var request = Request();
        var checkpoint = StopInTheFirstFold(request);

        var seen = new List<long>();
        SweepRunner.Run(request, new Reported(seen), CancellationToken.None);

        Assert.False(File.Exists(checkpoint));
        Assert.Equal(2, seen[0]); // the epochs of the checkpoint, told at once
    }

    public static TheoryData<string> Damages() =>
        new("cut off", "empty", "no header", "a number changed", "progress changed", "another checksum", "no notes");

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_checkpoint_starts_its_fold_over(string damage)
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        _folder.Forget();
        var checkpoint = StopInTheFirstFold(request);
        File.WriteAllBytes(checkpoint, Damaged(File.ReadAllBytes(checkpoint), damage));

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
    }

    [Fact]
    public void A_checkpoint_of_another_sweep_starts_its_fold_over()
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        _folder.Forget();
        StopInTheFirstFold(request with { Options = request.Options with { Seed = 2 } });
        var (name, foreign) = Assert.Single(_folder.Files("state"), file => file.Key.EndsWith(".safetensors", StringComparison.Ordinal));
        _folder.Forget();
        StopInTheFirstFold(request);
        File.WriteAllBytes(_folder[name], foreign);

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("{\"fold\":0,\"curve\":null,\"estimates\":[]}")]
    [InlineData("{\"fold\":0,\"curve\":[{\"epoch\":\"x\"}],\"estimates\":[]}")]
    [InlineData("{\"result\":{},\"folds\":[],\"estimates\":[]}")]
    public void An_outcome_of_another_form_is_trained_again(string text)
    {
        var request = Request();
        var expected = Bits.Of(_folder.RunAnew(request));
        var (state, models) = (_folder.Files("state"), _folder.Files("models"));
        File.WriteAllText(_folder[Path.Combine("state", "user_1", "1x2.json")], text);

        var outcomes = SweepFolder.Run(request);

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(state, _folder.Files("state"));
        Assert.Equal(models, _folder.Files("models"));
    }

    [Fact]
    public void A_finished_sweep_is_not_trained_again()
    {
        var request = Request();
        var first = _folder.RunAnew(request);
        string[] kept = [.. _folder.Files("models").Keys.Concat(_folder.Files("state").Keys)];
        var longAgo = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        Assert.All(kept, name => File.SetLastWriteTimeUtc(_folder[name], longAgo));

        var second = SweepFolder.Run(request);

        Assert.Equal(Bits.Of(first), Bits.Of(second));
        Assert.Equal(3, kept.Length); // weights, card, outcome
        Assert.All(kept, name => Assert.Equal(longAgo, File.GetLastWriteTimeUtc(_folder[name])));
    }

    public static TheoryData<string> Changes() => new("plays", "features", "pooled", "epochs", "seed", "front end", "users");

    [Theory]
    [MemberData(nameof(Changes))]
    public void After_a_change_of_data_or_options_nothing_of_before_is_taken(string change)
    {
        var request = Request();
        _folder.RunAnew(request);

        var changed = Changed(request, change);
        var outcomes = Bits.Of(SweepFolder.Run(changed));

        var (state, models) = (_folder.Files("state"), _folder.Files("models"));
        Assert.Equal(Bits.Of(_folder.RunAnew(changed)), outcomes);
        Assert.Equal(_folder.Files("state"), state);
        Assert.Equal(_folder.Files("models"), models);
    }

    /// <summary>A process may end with the best network's model of before still there, when another is the best now.</summary>
    [Fact]
    public void A_model_that_is_no_longer_kept_is_deleted()
    {
        var request = Request() with { Options = Options() with { Steps = [1, 2], Keep = KeptModels.All } };
        _folder.RunAnew(request);
        Assert.Equal(4, _folder.Files("models").Count);

        SweepFolder.Run(request with { Options = request.Options with { Keep = KeptModels.Best } });

        Assert.Equal(2, _folder.Files("models").Count);
    }

    private static SweepOptions Options(OptimizerKind optimizer = OptimizerKind.RmsProp) => SweepFolder.Options(epochs: 4) with
    {
        Networks = [new NetworkLayers([new LstmSpec(4, Dropout: 0.2)], [new DenseSpec(1)])],
        Optimizer = OptimizerSpec.Default(optimizer),
    };

    private SweepRequest Request() => _folder.Request(Options(), _folder.User(1, 5));

    private string StopInTheFirstFold(SweepRequest request)
    {
        using var stop = new StopAfter(epochs: 2);
        Assert.ThrowsAny<OperationCanceledException>(() => SweepRunner.Run(request, stop, stop.Token));
        return Assert.Single(Directory.GetFiles(_folder["state"], "*.safetensors", SearchOption.AllDirectories));
    }

    private static byte[] Damaged(byte[] file, string damage)
    {
        var text = Encoding.Latin1.GetString(file);
        switch (damage)
        {
            case "cut off": return file[..^3];
            case "empty": return [];
            case "no header": return [.. file[..8], .. new byte[file.Length - 8]];
            case "a number changed": file[^3] ^= 1; return file;
            case "progress changed":
                return Encoding.Latin1.GetBytes(text
                    .Replace("epoch\\u0022:2", "epoch\\u0022:1", StringComparison.Ordinal)
                    .Replace("epoch\\\":2", "epoch\\\":1", StringComparison.Ordinal));
            case "another checksum":
                return Encoding.Latin1.GetBytes(text
                    .Replace("\"sha256\":\"", "\"sha256\":\"x", StringComparison.Ordinal)
                    .Replace(" ", "", StringComparison.Ordinal));
            case "no notes": return Encoding.Latin1.GetBytes(text.Replace("\"sha256\"", "\"sha-of\"", StringComparison.Ordinal));
            default: throw new ArgumentOutOfRangeException(nameof(damage), damage, "no such damage");
        }
    }

    private SweepRequest Changed(SweepRequest request, string change)
    {
        var user = request.Users[0];
        switch (change)
        {
            case "plays":
                return request with { Users = [user with { Songs = [user.Songs[0] with { Plays = 99 }, .. user.Songs.Skip(1)] }] };
            case "features": _folder.Write(0, clips: 3, seed: 5); return request;
            case "pooled":
                SweepFolder.Write(_folder.Pooled(SweepFolder.Song(0)), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 3, 4);
                return request;
            case "epochs": return request with { Options = request.Options with { Epochs = 5 } };
            case "seed": return request with { Options = request.Options with { Seed = 2 } };
            case "front end": return request with { FrontEnd = request.FrontEnd with { Standardized = false } };
            case "users": return request with { Users = [user, _folder.User(2, 4, firstSong: 30)] };
            default: throw new ArgumentOutOfRangeException(nameof(change), change, "no such change");
        }
    }

    private sealed class Reported(List<long> seen) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            lock (seen)
                seen.Add(value.Done);
        }
    }
}
