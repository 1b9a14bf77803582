using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Core.Tests.Sweeps;

/// <summary>A study's settings as text, and back.</summary>
public sealed class StudySettingsTests
{
    private static readonly StudySettings Usual = new(
        new SelectionCriteria(),
        "log-mel",
        110_250,
        new SweepOptions { Networks = [new NetworkLayers([new LstmSpec()], [new DenseSpec(1)])], Steps = [1, 2, 24] });

    private static readonly StudySettings Unusual = new(
        new SelectionCriteria(MaxPlays: int.MaxValue, TopUsers: 7, MinUsers: 3),
        "mfcc",
        111_168,
        new SweepOptions
        {
            Networks =
            [
                new NetworkLayers(
                    [
                        new LstmSpec(3, Activation.Relu, Activation.Sigmoid, Dropout: 0.1, RecurrentDropout: 0.3),
                        new LstmSpec(500, Activation.Linear),
                    ],
                    [new DenseSpec(8, Activation.Tanh, Dropout: 0.99), new DenseSpec(1, Activation.HardSigmoid)]),
                new NetworkLayers([new LstmSpec(1)], [new DenseSpec(1)]),
            ],
            Steps = [10_000, 1],
            Split = SplitKind.PaperText,
            Scaling = TargetScaling.Standard,
            Folds = 100,
            Epochs = 99_999,
            BatchSize = 77,
            Loss = LossKind.Log1pMse,
            Optimizer = OptimizerSpec.Default(OptimizerKind.Adam, 1.0 / 3),
            Seed = long.MaxValue,
            Seeds = 12,
            Members = 32,
            Encoder = 65_536,
            ShortSongs = ShortSongs.Pad,
            Duplicates = DuplicateSongs.Apart,
            Keep = KeptModels.All,
        });

    public static TheoryData<bool> Both => [false, true];

    [Theory]
    [MemberData(nameof(Both))]
    public void Are_read_back_from_their_names_and_texts(bool unusual)
    {
        var settings = unusual ? Unusual : Usual;

        var read = StudySettings.Parse(settings.Config.ToDictionary());

        Assert.Equal(Text(settings), Text(read));
        Assert.Equal(settings.Config, read.Config);
    }

    [Fact]
    public void Stand_in_this_order_with_these_texts()
    {
        Assert.Equal(
            [
                "maxPlays", "topUsers", "minUsers", "frontEnd", "clipSamples", "split", "scaling", "folds", "networks", "steps", "epochs",
                "batchSize", "loss", "optimizer", "learningRate", "seed", "seeds", "members", "encoder", "shortSongs", "duplicates", "keep",
                "nested", "songShares",
            ],
            Usual.Config.Select(setting => setting.Key));
        Assert.Equal(
            [
                "2147483647", "7", "3", "mfcc", "111168", "paper-text", "standard", "100", "10000,1", "99999", "77", "log1p-mse", "adam",
                "0.3333333333333333", "9223372036854775807", "12", "32", "65536", "pad", "apart", "all",
                "no", "",
            ],
            Unusual.Config.Where(setting => setting.Key != "networks").Select(setting => setting.Value));
    }

    [Fact]
    public void Leave_other_names_alone()
    {
        var config = Usual.Config.Append(new("triplets", "0a1b")).ToDictionary();

        Assert.Equal(Text(Usual), Text(StudySettings.Parse(config)));
    }

    public static TheoryData<string> Names => [.. Usual.Config.Select(setting => setting.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Are_refused_when_one_is_missing_or_null_by_its_name(string name)
    {
        var config = Usual.Config.ToDictionary();
        Assert.True(config.Remove(name));
        Refused(config, $"'{name}' is missing");

        config[name] = null!;
        Refused(config, $"'{name}' is missing");
    }

    [Theory]
    [InlineData("maxPlays", "0", "max plays")]
    [InlineData("maxPlays", "-1", "maxPlays")]
    [InlineData("maxPlays", "2147483648", "maxPlays")]
    [InlineData("maxPlays", "1 ", "maxPlays")]
    [InlineData("topUsers", "0", "top users")]
    [InlineData("topUsers", "1001", "top users")]
    [InlineData("topUsers", "1", "cannot be shared by 2 of 1 top user")]
    [InlineData("minUsers", "0", "min users")]
    [InlineData("clipSamples", "2047", "clip samples")]
    [InlineData("clipSamples", "8388609", "clip samples")]
    [InlineData("clipSamples", "x", "clipSamples")]
    [InlineData("split", "Sound", "split")]
    [InlineData("split", "", "split")]
    [InlineData("scaling", "0", "scaling")]
    [InlineData("folds", "1", "folds")]
    [InlineData("folds", "101", "folds")]
    [InlineData("networks", "", "networks")]
    [InlineData("networks", "null", "networks")]
    [InlineData("networks", "[]", "networks")]
    [InlineData("networks", "[null]", "network")]
    [InlineData("networks", "[{}]", "networks")]
    [InlineData("networks", "[{\"lstm\":null,\"dense\":[{\"units\":1}]}]", "networks")]
    [InlineData("networks", "[{\"lstm\":[null],\"dense\":[{\"units\":1}]}]", "layer")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1}],\"dense\":[null]}]", "layer")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1}],\"dense\":[]}]", "dense layers")]
    [InlineData("networks", "[{\"lstm\":[],\"dense\":[{\"units\":1}]}]", "LSTM layers")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":0}],\"dense\":[{\"units\":1}]}]", "units")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1}],\"dense\":[{\"units\":65537},{\"units\":1}]}]", "units")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1}],\"dense\":[{\"units\":2}]}]", "last dense layer")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1,\"dropout\":1}],\"dense\":[{\"units\":1}]}]", "ropout")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1,\"dropout\":\"NaN\"}],\"dense\":[{\"units\":1}]}]", "ropout")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1,\"recurrentDropout\":1}],\"dense\":[{\"units\":1}]}]", "Recurrent dropout")]
    [InlineData("networks", "[{\"lstm\":[{\"units\":1,\"recurrentDropout\":0.995}],\"dense\":[{\"units\":1}]}]", "recurrent dropout")]
    [InlineData("networks", "[{\"lstm\":[{\"activation\":7}],\"dense\":[{\"units\":1}]}]", "networks")]
    [InlineData("networks", "[{\"lstm\":[{}],\"dense\":[{\"units\":1}]},{\"lstm\":[{}],\"dense\":[{\"units\":1}]}]", "number of layers")]
    [InlineData("steps", "", "steps")]
    [InlineData("steps", "1,", "steps")]
    [InlineData("steps", "1..24", "steps")]
    [InlineData("steps", "0", "steps")]
    [InlineData("steps", "10001", "steps")]
    [InlineData("steps", "2,2", "each once")]
    [InlineData("epochs", "0", "epochs")]
    [InlineData("epochs", "100001", "epochs")]
    [InlineData("batchSize", "0", "batch size")]
    [InlineData("loss", "mape", "loss")]
    [InlineData("optimizer", "lion", "optimizer")]
    [InlineData("learningRate", "0", "learning rate")]
    [InlineData("learningRate", "-0.1", "learning rate")]
    [InlineData("learningRate", "NaN", "learning rate")]
    [InlineData("learningRate", "1e999", "learning rate")]
    [InlineData("learningRate", "0,1", "learningRate")]
    [InlineData("seed", "-1", "seed")]
    [InlineData("seed", "9223372036854775808", "seed")]
    [InlineData("seed", "18446744073709551616", "seed")]
    [InlineData("seeds", "0", "seeds")]
    [InlineData("seeds", "101", "seeds")]
    [InlineData("members", "0", "members")]
    [InlineData("members", "33", "members")]
    [InlineData("encoder", "-1", "encoder")]
    [InlineData("encoder", "65537", "encoder")]
    [InlineData("shortSongs", "Pad", "short songs")]
    [InlineData("duplicates", "yes", "duplicates")]
    [InlineData("keep", "none", "keep")]
    [InlineData("nested", "true", "nested")]
    [InlineData("songShares", "0", "song shares")]
    [InlineData("songShares", "0.5,1", "song shares")]
    [InlineData("songShares", "0.5,0.5", "song shares")]
    [InlineData("songShares", "0.5,", "song shares")]
    public void Are_refused_when_one_cannot_be_used_with_what_would_be_right(string name, string value, string said)
    {
        var config = Usual.Config.ToDictionary();
        config[name] = value;

        Refused(config, said);
    }

    [Theory]
    [InlineData("yes", "", "1,2", "sound", null)]
    [InlineData("yes", "0.25,0.5", "1,2,3,4", "sound", null)]
    [InlineData("no", "0.25,0.5", "1,2,3,4,5", "sound", null)]
    [InlineData("yes", "", "1,2,3,4,5", "sound", "at most 8 networks of a listener; 2 numbers of layers x 5 numbers of steps are 10.")]
    [InlineData("yes", "", "1", "paper-code", "Nested folds need split sound; paper-code was asked for.")]
    [InlineData("no", "0.5", "1", "paper-text", "Song shares need split sound; paper-text was asked for.")]
    public void Parts_of_folds_are_had_of_split_sound_and_of_few_networks(
        string nested, string shares, string steps, string split, string? refusal)
    {
        var config = Usual.Config.ToDictionary();
        config["networks"] = """[{"lstm":[{}],"dense":[{"units":1}]},{"lstm":[{},{}],"dense":[{"units":1}]}]""";
        (config["nested"], config["songShares"], config["steps"], config["split"]) = (nested, shares, steps, split);

        if (refusal is not null)
        {
            Refused(config, refusal);
            return;
        }

        var read = StudySettings.Parse(config);
        Assert.Equal((nested == "yes", shares), (read.Sweep.Nested, ShareLists.Text(read.Sweep.SongShares)));
        Assert.Equal(read.Config, StudySettings.Parse(read.Config.ToDictionary()).Config);
    }

    [Fact]
    public void Song_shares_stand_in_ascending_order()
    {
        var config = Usual.Config.ToDictionary();
        config["songShares"] = "0.75, 0.250";

        Assert.Contains(new("songShares", "0.25,0.75"), StudySettings.Parse(config).Config);
    }

    [Fact]
    public void Show_little_of_a_text_that_cannot_be_used()
    {
        var config = Usual.Config.ToDictionary();
        foreach (var (name, _) in Usual.Config.Where(setting => setting.Key != "frontEnd"))
        {
            Refused(new Dictionary<string, string>(config) { [name] = "\0\n" + new string('x', 5_000) }, "The settings cannot be used");
            Refused(new Dictionary<string, string>(config) { [name] = new string('9', 5_000) }, "The settings cannot be used");
        }
    }

    private static void Refused(IReadOnlyDictionary<string, string> config, string said)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => StudySettings.Parse(config));

        Assert.Contains(said, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(refusal.Message.Length, 1, 300);
        Assert.DoesNotContain(refusal.Message, char.IsControl);
    }

    private static string Text(StudySettings settings) => JsonSerializer.Serialize(settings, StoredJson.State);
}
