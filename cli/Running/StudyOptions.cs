using System.CommandLine;
using System.Globalization;
using PlayCount.Audio;
using PlayCount.Experiments.Conducting;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Cli.Running;

/// <summary>The options that tell a study, its files and its settings, whether it is run here or by the services.</summary>
internal sealed class StudyOptions
{
    private readonly PresetOption _preset = new();
    private readonly Option<string> _triplets = Path("--triplets", "Play counts: user TAB song TAB plays; plain, .gz or .zip", "FILE");
    private readonly Option<string> _audio = Path(
        "--audio", "Audio named by Spotify id or song id: folder, blobs:CONTAINER[/PREFIX], or an http(s) base address", "PLACE");
    private readonly Option<string?> _mapping = new("--mapping")
    {
        Description = "Mapping archive: folder, .tar, .tar.gz, .tar.bz2 or .zip",
        HelpName = "PATH",
    };
    private readonly Option<string?> _mismatches = new("--mismatches")
    {
        Description = "List of song ids to leave out (sid_mismatches.txt)",
        HelpName = "FILE",
    };
    private readonly LookUpOptions _lookUp = new();
    private readonly Option<int> _maxPlays = NumberOption.Create(
        "--max-plays", 200, SettingRanges.MaxPlays, "Records with more plays are dropped");
    private readonly Option<int> _topUsers = NumberOption.Create(
        "--top-users", 5, SettingRanges.TopUsers, "How many of the most active listeners");
    private readonly Option<int> _minUsers = NumberOption.Create(
        "--min-users", 2, SettingRanges.MinUsers, "By how many of them a song must be heard");
    private readonly Option<string> _frontEnd = NameOption.Create(
        "--front-end", "What turns a clip into numbers", [FrontEnds.LogMel, .. FrontEnds.Names.Where(name => name != FrontEnds.LogMel)]);

    private readonly Option<int> _clipSamples = NumberOption.Create(
        "--clip-samples", ClipCutter.DefaultClipSamples, SettingRanges.ClipSamples,
        $"Samples in a clip at 22,050 Hz; 110250 are 5 s, {ClipCutter.PaperCodeClipSamples} as in the paper's program");

    private readonly Option<string> _split = NameOption.Create("--split", "How songs are held out", [.. SettingNames.Splits.Names]);
    private readonly Option<string> _scaling = NameOption.Create("--scaling", "How plays are scaled", [.. SettingNames.Scalings.Names]);
    private readonly Option<int> _folds = NumberOption.Create(
        "--folds", 5, SettingRanges.Folds, "Folds of split sound; under 20 songs each song is one");
    private readonly NetworkOptions _networks;
    private readonly Option<NumberList> _steps = NumberListOption.Create(
        "--steps", "1..24", SettingRanges.Steps, "Clips in a sample");
    private readonly Option<int> _epochs = NumberOption.Create("--epochs", 100, SettingRanges.Epochs, "Passes over the training samples");
    private readonly Option<int> _batchSize = NumberOption.Create("--batch-size", 32, SettingRanges.BatchSize, "Samples a step");
    private readonly Option<string> _loss = NameOption.Create("--loss", "What is minimized", [.. SettingNames.Losses.Names]);
    private readonly Option<string> _optimizer = NameOption.Create(
        "--optimizer", "How gradients become steps", [.. SettingNames.Optimizers.Names]);
    private readonly Option<double?> _learningRate = new("--learning-rate")
    {
        Description = "Step size; unless given 0.001, for sgd 0.01",
        HelpName = "X",
        CustomParser = ParseLearningRate,
    };

    private readonly Option<long> _seed = NumberOption.Create("--seed", 1L, SettingRanges.Seed, "Same seed, same numbers");
    private readonly Option<int> _seeds = NumberOption.Create(
        "--seeds", 1, SettingRanges.Seeds, "How often all is repeated, each time with the next seed");
    private readonly Option<int> _members = NumberOption.Create(
        "--members", 1, SettingRanges.Members, "Networks trained alike from other initial weights; their mean estimate counts");
    private readonly Option<int> _encoder = NumberOption.Create(
        "--encoder", 0, SettingRanges.Encoder, "Numbers that an autoencoder makes of each clip for the networks; 0: none");
    private readonly Option<string> _shortSongs = NameOption.Create(
        "--short-songs", "Songs shorter than a sample; pad masks what they lack", [.. SettingNames.ShortSongs.Names]);
    private readonly Option<string> _duplicates = NameOption.Create(
        "--duplicates", "Songs of one sound; together: in one fold of split sound", [.. SettingNames.Duplicates.Names]);
    private readonly Option<string> _keep = NameOption.Create(
        "--keep", "Which networks of a listener become models", [.. SettingNames.Keeps.Names]);

    private readonly Option<bool> _nested = new("--nested")
    {
        Description = $"Choose among up to {SettingRanges.MostNested} networks anew in each fold, by inner folds of its training songs",
    };

    private readonly Option<ShareList> _songShares = ShareListOption.Create(
        "--song-shares", "Also learn from these shares of each fold's training songs, such as 0.25,0.5,0.75; none unless given");

    public StudyOptions() => _networks = new NetworkOptions { Preset = _preset };

    public IEnumerable<Option> All =>
    [
        _triplets, _audio, _mapping, _mismatches, .. _lookUp.All, _preset.Option, _maxPlays, _topUsers, _minUsers, _frontEnd, _clipSamples,
        _split, _scaling, _folds,
        .. _networks.All, _steps, _epochs, _batchSize, _loss, _optimizer, _learningRate, _seed, _seeds,
        _members, _encoder, _shortSongs, _duplicates, _keep, _nested, _songShares,
    ];

    /// <exception cref="ArgumentException">What goes with a mapping archive is given without one.</exception>
    public StudyInputs ReadInputs(ParseResult parsed) => new StudyInputs(
        parsed.GetRequiredValue(_triplets), parsed.GetRequiredValue(_audio), parsed.GetValue(_mapping), parsed.GetValue(_mismatches))
        .With(_lookUp.Read(parsed));

    public StudySettings ReadSettings(ParseResult parsed) => new(
        new SelectionCriteria(parsed.GetValue(_maxPlays), parsed.GetValue(_topUsers), parsed.GetValue(_minUsers)),
        parsed.GetRequiredValue(_frontEnd),
        _preset.Value(parsed, _clipSamples),
        ReadSweep(parsed));

    private SweepOptions ReadSweep(ParseResult parsed) => new()
    {
        Networks = _networks.Read(parsed),
        Steps = parsed.GetRequiredValue(_steps).Values,
        Split = SettingNames.Splits.Parse(_preset.Value(parsed, _split)),
        Scaling = SettingNames.Scalings.Parse(_preset.Value(parsed, _scaling)),
        Folds = parsed.GetValue(_folds),
        Epochs = parsed.GetValue(_epochs),
        BatchSize = _preset.Value(parsed, _batchSize),
        Loss = SettingNames.Losses.Parse(parsed.GetRequiredValue(_loss)),
        Optimizer = OptimizerSpec.Default(
            SettingNames.Optimizers.Parse(_preset.Value(parsed, _optimizer)), parsed.GetValue(_learningRate)),
        Seed = (ulong)parsed.GetValue(_seed),
        Seeds = parsed.GetValue(_seeds),
        Members = parsed.GetValue(_members),
        Encoder = parsed.GetValue(_encoder),
        ShortSongs = SettingNames.ShortSongs.Parse(parsed.GetRequiredValue(_shortSongs)),
        Duplicates = SettingNames.Duplicates.Parse(parsed.GetRequiredValue(_duplicates)),
        Keep = SettingNames.Keeps.Parse(parsed.GetRequiredValue(_keep)),
        Nested = parsed.GetValue(_nested),
        SongShares = parsed.GetValue(_songShares)?.Values,
    };

    private static double? ParseLearningRate(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var rate) && rate > 0 && double.IsFinite(rate))
            return rate;
        result.AddError($"'{Shown.Shorten(text)}' is no value for --learning-rate: a number above 0 is.");
        return null;
    }

    private static Option<string> Path(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help, Required = true };
}
