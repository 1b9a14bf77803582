using PlayCount.Audio;
using PlayCount.Experiments.Conducting;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;
using Settings = PlayCount.Contracts.V1.Settings;

namespace PlayCount.Experiments.Serving;

/// <summary>Settings as a caller gives them; what is not given is as <c>playcount run</c> has it.</summary>
public static class RequestedSettings
{
    private const int DefaultSteps = 24;

    /// <summary>What is asked for, checked.</summary>
    /// <exception cref="ArgumentException">A setting cannot be used; the message says which, and what would be right.</exception>
    public static ExperimentRequest Read(Settings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        // A message holds millions of numbers: these are counted before a layer is made of each.
        RequireAtMost(SettingRanges.Layers.Most, settings.Layers.Count, "layers");
        RequireAtMost(SettingRanges.Layers.Most, settings.UnitsOfLayers.Count, "units of layers");
        RequireAtMost(NetworkSpec.MaxLayers - 1, settings.Dense.Count, "dense");
        RequireAtMost(SettingRanges.Steps.Most, settings.Steps.Count, "steps");
        RequireAtMost(SettingRanges.MostSongShares, settings.SongShares.Count, "song shares");
        var study = new StudySettings(
            new SelectionCriteria(
                settings.HasMaxPlays ? settings.MaxPlays : 200,
                settings.HasTopUsers ? settings.TopUsers : 5,
                settings.HasMinUsers ? settings.MinUsers : 2),
            settings.HasFrontEnd ? settings.FrontEnd : FrontEnds.LogMel,
            settings.HasClipSamples ? settings.ClipSamples : ClipCutter.DefaultClipSamples,
            Sweep(settings)).Checked();
        var inputs = FrontEnds.Create(study.FrontEnd, study.ClipSamples).ValuesPerClip;
        study.Sweep.RequireFits(inputs);
        return ExperimentRequest.Of(
            new StudyInputs(
                settings.Triplets, AudioPlace.Parse(settings.Audio).Text, OrNull(settings.Mapping), OrNull(settings.Mismatches))
                .With(LookUp(settings)),
            study);
    }

    /// <summary>The other way round: what an experiment was asked for.</summary>
    public static Settings Write(ExperimentRequest request)
    {
        var (study, inputs) = (request.Settings(), request.Inputs);
        var (first, lookUp) = (study.Sweep.Networks[0], inputs.LookUp ?? LookUpSettings.Usual);
        var settings = new Settings
        {
            Triplets = inputs.Triplets,
            Audio = inputs.Audio,
            Mapping = inputs.Mapping ?? "",
            Mismatches = inputs.Mismatches ?? "",
            MaxPlays = study.Criteria.MaxPlays,
            TopUsers = study.Criteria.TopUsers,
            MinUsers = study.Criteria.MinUsers,
            FrontEnd = study.FrontEnd,
            ClipSamples = study.ClipSamples,
            Split = SettingNames.Splits.NameOf(study.Sweep.Split),
            Scaling = SettingNames.Scalings.NameOf(study.Sweep.Scaling),
            Folds = study.Sweep.Folds,
            Dropout = first.Lstm[0].Dropout,
            RecurrentDropout = first.Lstm[0].RecurrentDropout,
            Activation = SettingNames.Activations.NameOf(first.Lstm[0].Activation),
            GateActivation = SettingNames.Activations.NameOf(first.Lstm[0].GateActivation),
            Epochs = study.Sweep.Epochs,
            BatchSize = study.Sweep.BatchSize,
            Loss = SettingNames.Losses.NameOf(study.Sweep.Loss),
            Optimizer = SettingNames.Optimizers.NameOf(study.Sweep.Optimizer.Kind),
            LearningRate = study.Sweep.Optimizer.LearningRate,
            Seed = (long)study.Sweep.Seed,
            Keep = SettingNames.Keeps.NameOf(study.Sweep.Keep),
            Seeds = study.Sweep.Seeds,
            Members = study.Sweep.Members,
            Encoder = study.Sweep.Encoder,
            ShortSongs = SettingNames.ShortSongs.NameOf(study.Sweep.ShortSongs),
            Duplicates = SettingNames.Duplicates.NameOf(study.Sweep.Duplicates),
            Nested = study.Sweep.Nested,
            MappingIndex = SettingNames.MappingIndexes.NameOf(lookUp.Index),
            IndexFolder = lookUp.IndexFolder ?? "",
            Overrides = lookUp.Overrides ?? "",
            Tracks = lookUp.Tracks ?? "",
            Candidates = SettingNames.Candidates.NameOf(lookUp.Candidates),
        };
        if (first.Lstm.All(layer => layer.Units == first.Lstm[0].Units))
        {
            settings.Units = first.Lstm[0].Units;
            settings.Layers.AddRange(study.Sweep.Networks.Select(network => network.Lstm.Count));
        }
        else
        {
            settings.UnitsOfLayers.AddRange(first.Lstm.Select(layer => layer.Units));
        }

        settings.Dense.AddRange(first.Dense.SkipLast(1).Select(dense => dense.Units));
        settings.Steps.AddRange(study.Sweep.Steps);
        settings.SongShares.AddRange(study.Sweep.SongShares ?? []);
        return settings;
    }

    private static LookUpSettings LookUp(Settings settings) => new()
    {
        Index = SettingNames.MappingIndexes.Parse(settings.HasMappingIndex ? settings.MappingIndex : "auto"),
        IndexFolder = OrNull(settings.IndexFolder),
        Overrides = OrNull(settings.Overrides),
        Tracks = OrNull(settings.Tracks),
        Candidates = SettingNames.Candidates.Parse(settings.HasCandidates ? settings.Candidates : "off"),
    };

    private static SweepOptions Sweep(Settings settings) => new()
    {
        Networks = [.. UnitsOfLayers(settings).Select(units => Network(settings, units))],
        Steps = settings.Steps.Count > 0 ? [.. settings.Steps] : [.. Enumerable.Range(1, DefaultSteps)],
        Split = SettingNames.Splits.Parse(settings.HasSplit ? settings.Split : "sound"),
        Scaling = SettingNames.Scalings.Parse(settings.HasScaling ? settings.Scaling : "robust"),
        Folds = settings.HasFolds ? settings.Folds : 5,
        Epochs = settings.HasEpochs ? settings.Epochs : 100,
        BatchSize = settings.HasBatchSize ? settings.BatchSize : 32,
        Loss = SettingNames.Losses.Parse(settings.HasLoss ? settings.Loss : "mse"),
        Optimizer = OptimizerSpec.Default(
            SettingNames.Optimizers.Parse(settings.HasOptimizer ? settings.Optimizer : "rmsprop"),
            settings.HasLearningRate ? settings.LearningRate : null),
        Seed = (ulong)SettingRanges.Seed.Checked(settings.HasSeed ? settings.Seed : 1, "seed"),
        Keep = SettingNames.Keeps.Parse(settings.HasKeep ? settings.Keep : "best"),
        Seeds = settings.HasSeeds ? settings.Seeds : 1,
        Members = settings.HasMembers ? settings.Members : 1,
        Encoder = settings.HasEncoder ? settings.Encoder : 0,
        ShortSongs = SettingNames.ShortSongs.Parse(settings.HasShortSongs ? settings.ShortSongs : "drop"),
        Duplicates = SettingNames.Duplicates.Parse(settings.HasDuplicates ? settings.Duplicates : "together"),
        Nested = settings.HasNested && settings.Nested,
        SongShares = settings.SongShares.Count > 0 ? [.. settings.SongShares.Order()] : null,
    };

    /// <summary>The units of each layer of each network.</summary>
    private static IEnumerable<int[]> UnitsOfLayers(Settings settings)
    {
        if (settings.UnitsOfLayers.Count == 0)
        {
            var units = settings.HasUnits ? settings.Units : 100;
            return (settings.Layers.Count > 0 ? [.. settings.Layers] : (int[])[1, 2])
                .Select(layers => Enumerable.Repeat(units, SettingRanges.Layers.Checked(layers, "layers")).ToArray());
        }

        return settings.Layers.Count == 0 && !settings.HasUnits
            ? [[.. settings.UnitsOfLayers]]
            : throw new ArgumentException(
                $"units of layers has {settings.UnitsOfLayers.Count} numbers, one a layer; leave out layers and units.");
    }

    private static NetworkLayers Network(Settings settings, int[] units)
    {
        var dropout = SettingRanges.Dropout.Checked(settings.HasDropout ? settings.Dropout : 0, "dropout");
        var lstm = new LstmSpec(
            units[0],
            SettingNames.Activations.Parse(settings.HasActivation ? settings.Activation : "tanh"),
            SettingNames.Activations.Parse(settings.HasGateActivation ? settings.GateActivation : "hard-sigmoid"),
            dropout,
            SettingRanges.Dropout.Checked(settings.HasRecurrentDropout ? settings.RecurrentDropout : 0, "recurrent dropout"));
        var inner = settings.Dense.Select(count => new DenseSpec(SettingRanges.Units.Checked(count, "dense"), Activation.Relu, dropout));
        return new NetworkLayers(
            [.. units.Select(count => lstm with { Units = SettingRanges.Units.Checked(count, "units") })], [.. inner, new DenseSpec(1)]);
    }

    private static void RequireAtMost(int most, int count, string name)
    {
        if (count > most)
            throw new ArgumentException($"{count} numbers are no value for {name}: at most {most} are.");
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
