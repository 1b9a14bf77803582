using System.Text.Json;
using PlayCount.Cli.Running;
using PlayCount.Experiments.Conducting;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Cli.Studies;

/// <summary>A variant with all of its settings.</summary>
internal sealed record VariantSettings(StudyVariant Variant, StudySettings Settings);

/// <summary>What a <c>study.json</c> asks for.</summary>
/// <param name="Inputs">The files, relative to the folder of the file unless full.</param>
/// <param name="Sha256">SHA-256 that some of the files must have, by their name in the file.</param>
/// <param name="Variants">At least one.</param>
/// <param name="Baseline">Name of the one that the others are held against.</param>
internal sealed record StudyFile(
    StudyInputs Inputs, IReadOnlyDictionary<string, string> Sha256, IReadOnlyList<VariantSettings> Variants, string Baseline)
{
    /// <summary>Its name in a study's folder.</summary>
    public const string FileName = "study.json";

    private const string OnlyVariant = "study";

    private static readonly string[] Selection = ["maxPlays", "topUsers", "minUsers"];
    private static readonly JsonDocumentOptions Format = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">It is no study; the message says where and what would be right.</exception>
    public static StudyFile Read(string path)
    {
        InputFiles.RequireFile("the study", path, "a JSON file such as docs/files.md describes");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), Format);
            return Of(new StudyJson(json.RootElement, "the study"));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{path}' is no study, line {e.LineNumber + 1}: {Shown.Shorten(e.Message)}", e);
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            throw new InvalidDataException($"'{path}' is no study: {e.Message}", e);
        }
    }

    private static StudyFile Of(StudyJson json)
    {
        json.RequireOnly(
            "triplets", "audio", "mapping", "mismatches", "mappingIndex", "indexFolder", "overrides", "tracks", "candidates", "sha256",
            "preset", "settings", "variants", "baseline");
        var hashes = json.Object("sha256");
        hashes?.RequireOnly("triplets", "mapping", "mismatches", "overrides", "tracks");
        var preset = StudyPreset.Parse(json.Text("preset") ?? StudyPreset.All[0].Name);
        var settings = json.Settings("settings");
        VariantSettings[] variants = [.. ReadVariants(json).Select(variant => With(preset, settings, variant))];
        var baseline = json.Text("baseline") ?? variants[0].Variant.Name;
        return new StudyFile(
            new StudyInputs(json.Required("triplets"), json.Required("audio"), json.Text("mapping"), json.Text("mismatches"))
                .With(LookUp(json)),
            hashes?.Texts() ?? new Dictionary<string, string>(),
            variants,
            variants.Any(variant => variant.Variant.Name == baseline)
                ? baseline
                : throw new ArgumentException($"baseline '{Shown.Shorten(baseline)}' is no variant's name."));
    }

    private static LookUpSettings LookUp(StudyJson json) => new()
    {
        Index = SettingNames.MappingIndexes.Parse(json.Text("mappingIndex") ?? SettingNames.MappingIndexes.Names[0]),
        IndexFolder = json.Text("indexFolder"),
        Overrides = json.Text("overrides"),
        Tracks = json.Text("tracks"),
        Candidates = SettingNames.Candidates.Parse(json.Text("candidates") ?? SettingNames.Candidates.Names[0]),
    };

    private static IReadOnlyList<StudyVariant> ReadVariants(StudyJson json)
    {
        if (json.List("variants") is { } list)
            return Listed(list);
        if (json.Object("variants") is not { } search)
            return [new StudyVariant(OnlyVariant, new Dictionary<string, string>())];
        search.RequireOnly("kind", "over", "count", "seed");
        var over = search.Values("over");
        return search.Required("kind") switch
        {
            "grid" when search.Has("count") || search.Has("seed") =>
                throw new ArgumentException("count and seed are of kind 'random'; leave them out."),
            "grid" => VariantSearch.Grid(over),
            "random" => VariantSearch.Random(over, (int)search.Number("count", int.MaxValue), (ulong)search.Number("seed", long.MaxValue)),
            var kind => throw new ArgumentException($"'{Shown.Shorten(kind)}' is no value for kind: one of grid, random is."),
        };
    }

    private static StudyVariant[] Listed(IReadOnlyList<StudyJson> list)
    {
        if (list.Count is 0 or > VariantSearch.Most)
            throw new ArgumentException($"{list.Count} variants are out of range: 1 to {VariantSearch.Most} are right.");
        foreach (var variant in list)
            variant.RequireOnly("name", "settings");
        StudyVariant[] variants = [.. list.Select(variant => new StudyVariant(variant.Required("name"), variant.Settings("settings")))];
        foreach (var name in variants.Select(variant => variant.Name).Where(name => !IsName(name)))
            throw new ArgumentException($"'{Shown.Shorten(name)}' is no name of a variant: 1 to 64 letters, digits, _ or - are.");
        return variants.DistinctBy(variant => variant.Name, StringComparer.OrdinalIgnoreCase).Count() == variants.Length
            ? variants
            : throw new ArgumentException("Two variants have one name; each needs its own, whatever the case of its letters.");
    }

    private static bool IsName(string name) =>
        name.Length is >= 1 and <= 64 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');

    private static VariantSettings With(StudyPreset preset, IReadOnlyDictionary<string, string> settings, StudyVariant variant)
    {
        if (variant.Settings.Keys.FirstOrDefault(Selection.Contains) is { } name)
            throw new ArgumentException($"Variant '{variant.Name}' cannot have its own {name}: all variants are of the same listeners.");
        try
        {
            return new VariantSettings(variant, NamedSettings.Of(preset, NamedSettings.With(settings, variant.Settings)));
        }
        catch (Exception e) when (e is ArgumentException or InvalidDataException)
        {
            throw new ArgumentException($"Variant '{variant.Name}': {e.Message}", e);
        }
    }
}
