using System.Text.Json;
using PlayCount.Audio;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Serving;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Pages.Starting;

/// <summary>The fields of the form, in groups. What they hold at first is what the service takes for what is not given.</summary>
internal static class StartForm
{
    public const string Id = "experiment-id";

    private const string AudioHint = "full path of a folder of audio files, blobs:CONTAINER/PREFIX, or an https base address of your own";

    private static readonly Settings Usual = RequestedSettings.Write(RequestedSettings.Read(new Settings()));

    public static IReadOnlyList<(string Name, IReadOnlyList<StartField> Fields)> Groups { get; } =
    [
        ("Files on the server",
        [
            StartField.Path(
                "triplets", "Play counts", "full path of a file of user TAB song TAB plays", true, (s, text) => s.Triplets = text),
            StartField.Path("audio", "Audio", AudioHint, true, (s, text) => s.Audio = text),
            StartField.Path(
                "mapping", "Mapping archive (optional)", "folder, .tar, .tar.gz, .tar.bz2 or .zip: song id to Spotify id", false,
                (s, text) => s.Mapping = text),
            StartField.Path(
                "mismatches", "Known wrong matches (optional)", "list of song ids such as sid_mismatches.txt", false,
                (s, text) => s.Mismatches = text),
            StartField.Choice(
                "mapping-index", "Index of the archive", "auto: of tar files; it changes no result", Usual.MappingIndex,
                SettingNames.MappingIndexes.Names, (s, text) => s.MappingIndex = text),
            StartField.Path(
                "index-folder", "Folder of the index (optional)", "beside the archive when left empty", false,
                (s, text) => s.IndexFolder = text),
            StartField.Path(
                "overrides", "Spotify ids by hand (optional)", "song id,Spotify id a line; these win over the archive", false,
                (s, text) => s.Overrides = text),
            StartField.Path(
                "tracks", "Artists and titles (optional)", "list such as unique_tracks.txt", false, (s, text) => s.Tracks = text),
            StartField.Choice(
                "candidates", "Spotify ids of songs of the same name", "unverified, by an index; use: they also name audio",
                Usual.Candidates, SettingNames.Candidates.Names, (s, text) => s.Candidates = text),
            new(Id, "Name of the experiment (optional)", "1 to 64 letters, digits, _ or -; made from the settings when left empty", ""),
        ]),
        ("Selection",
        [
            StartField.Number("top-users", "Listeners", Usual.TopUsers, SettingRanges.TopUsers, (s, n) => s.TopUsers = n),
            StartField.Number("min-users", "Listeners that share a song", Usual.MinUsers, SettingRanges.MinUsers, (s, n) => s.MinUsers = n),
            StartField.Number("max-plays", "Most plays of a record", Usual.MaxPlays, SettingRanges.MaxPlays, (s, n) => s.MaxPlays = n),
        ]),
        ("Sound",
        [
            StartField.Choice(
                "front-end", "Front end", "what turns a clip into numbers", Usual.FrontEnd, FrontEnds.Names,
                (s, text) => s.FrontEnd = text),
            StartField.Number(
                "clip-samples", "Samples in a clip, 22,050 a second", Usual.ClipSamples, SettingRanges.ClipSamples,
                (s, n) => s.ClipSamples = n),
        ]),
        ("Networks",
        [
            StartField.List(
                "layers", "Numbers of LSTM layers", string.Join(',', Usual.Layers), SettingRanges.Layers,
                (s, list) => s.Layers.AddRange(list)),
            StartField.List(
                "steps", "Clips in a sample", $"{Usual.Steps[0]}..{Usual.Steps[^1]}", SettingRanges.Steps,
                (s, list) => s.Steps.AddRange(list)),
            StartField.Number("units", "Units of a layer", Usual.Units, SettingRanges.Units, (s, n) => s.Units = n),
            StartField.Row(
                "units-of-layers", "One network's units of each layer, in place of the above (optional)", "", SettingRanges.Units,
                SetUnitsOfLayers),
            StartField.Row(
                "dense", "Units of inner dense layers (optional)", string.Join(',', Usual.Dense), SettingRanges.Units,
                (s, row) => s.Dense.AddRange(row)),
            StartField.Number("dropout", "Share dropped", Usual.Dropout, SettingRanges.Dropout, (s, n) => s.Dropout = n),
            StartField.Number(
                "recurrent-dropout", "Share of an LSTM layer's state dropped", Usual.RecurrentDropout, SettingRanges.Dropout,
                (s, n) => s.RecurrentDropout = n),
            StartField.Choice(
                "activation", "Activation", "", Usual.Activation, SettingNames.Activations.Names, (s, text) => s.Activation = text),
            StartField.Choice(
                "gate-activation", "Activation of gates", "", Usual.GateActivation, SettingNames.Activations.Names,
                (s, text) => s.GateActivation = text),
        ]),
        ("Training and scoring",
        [
            StartField.Choice(
                "split", "Split", "sound holds whole songs out", Usual.Split, SettingNames.Splits.Names, (s, text) => s.Split = text),
            StartField.Number("folds", "Folds of split sound", Usual.Folds, SettingRanges.Folds, (s, n) => s.Folds = n),
            StartField.Choice("scaling", "Scaling of plays", "", Usual.Scaling, SettingNames.Scalings.Names, (s, text) => s.Scaling = text),
            StartField.Number("epochs", "Epochs", Usual.Epochs, SettingRanges.Epochs, (s, n) => s.Epochs = n),
            StartField.Number("batch-size", "Samples a step", Usual.BatchSize, SettingRanges.BatchSize, (s, n) => s.BatchSize = n),
            StartField.Choice("loss", "Loss", "", Usual.Loss, SettingNames.Losses.Names, (s, text) => s.Loss = text),
            StartField.Choice(
                "optimizer", "Optimizer", "", Usual.Optimizer, SettingNames.Optimizers.Names, (s, text) => s.Optimizer = text),
            StartField.Positive(
                "learning-rate", "Learning rate (optional)", "above 0; empty: the optimizer's usual", (s, n) => s.LearningRate = n),
            StartField.Number("seed", "Seed", Usual.Seed, SettingRanges.Seed, (s, n) => s.Seed = n),
            StartField.Number("seeds", "Seeds, each a repetition", Usual.Seeds, SettingRanges.Seeds, (s, n) => s.Seeds = n),
            StartField.Number(
                "members", "Members, whose mean estimate counts", Usual.Members, SettingRanges.Members, (s, n) => s.Members = n),
            StartField.Number(
                "encoder", "Numbers of an autoencoder's code; 0: none", Usual.Encoder, SettingRanges.Encoder, (s, n) => s.Encoder = n),
            StartField.Choice(
                "short-songs", "Songs shorter than a sample", "pad masks what they lack", Usual.ShortSongs, SettingNames.ShortSongs.Names,
                (s, text) => s.ShortSongs = text),
            StartField.Choice(
                "duplicates", "Songs of one sound", "together: in one fold of split sound", Usual.Duplicates,
                SettingNames.Duplicates.Names, (s, text) => s.Duplicates = text),
            StartField.Choice("keep", "Networks kept as models", "", Usual.Keep, SettingNames.Keeps.Names, (s, text) => s.Keep = text),
            StartField.Choice(
                "nested", "Choose the network anew in each fold", $"by inner folds; at most {SettingRanges.MostNested} networks",
                SettingNames.Nested.NameOf(Usual.Nested), SettingNames.Nested.Names,
                (s, text) => s.Nested = SettingNames.Nested.Parse(text)),
            StartField.Shares(
                "song-shares", "Shares of the songs to learn from too (optional)", (s, shares) => s.SongShares.AddRange(shares)),
        ]),
    ];

    private static readonly HashSet<string> Everyday =
    [
        "triplets", "audio", "mapping", Id, "top-users", "front-end", "clip-samples", "layers", "steps", "units", "split", "epochs", "seed",
        "keep",
    ];

    /// <summary>Whether most have a reason to look at it; the others are folded away at first.</summary>
    public static bool IsEveryday(StartField field) => Everyday.Contains(field.Name);

    /// <summary>All fields.</summary>
    public static IEnumerable<StartField> Fields => Groups.SelectMany(group => group.Fields);

    /// <summary>What each field holds at first, by its name: the usual values, and those of a preset.</summary>
    public static Dictionary<string, string> Of(StudyPreset preset)
    {
        var held = Fields.ToDictionary(field => field.Name, field => field.Usual);
        foreach (var (setting, text) in preset.Settings)
            held[JsonNamingPolicy.KebabCaseLower.ConvertName(setting)] = text;
        return held;
    }

    /// <summary>What was typed as settings; what is wrong goes to <paramref name="errors"/>, by field.</summary>
    public static Settings Read(IReadOnlyDictionary<string, string> typed, Dictionary<string, string> errors)
    {
        var settings = new Settings();
        foreach (var field in Fields.Where(field => typed[field.Name].Length > 0))
        {
            try
            {
                field.Apply(settings, typed[field.Name]);
            }
            catch (ArgumentException e)
            {
                errors[field.Name] = e.Message;
            }
        }

        return settings;
    }

    /// <summary>The form always holds layers and units, which a request with units of each layer leaves out.</summary>
    private static void SetUnitsOfLayers(Settings settings, int[] units)
    {
        settings.Layers.Clear();
        settings.ClearUnits();
        settings.UnitsOfLayers.AddRange(units);
    }
}
