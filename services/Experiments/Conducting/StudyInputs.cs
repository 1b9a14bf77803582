using System.Security.Cryptography;
using System.Text.Json.Serialization;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Experiments.Conducting;

/// <summary>The files of a study.</summary>
/// <param name="Triplets">File of play-count triplets.</param>
/// <param name="Audio">Where audio is, as <see cref="AudioPlace"/> reads it.</param>
/// <param name="Mapping">Mapping archive, or null.</param>
/// <param name="Mismatches">List of wrong matches, or null.</param>
public sealed record StudyInputs(string Triplets, string Audio, string? Mapping, string? Mismatches)
{
    /// <summary>How songs are looked up; null, which tables do not hold: as usual.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LookUpSettings? LookUp { get; init; }

    /// <summary>These inputs with settings of the look-up.</summary>
    /// <exception cref="ArgumentException">There is no archive, or the settings do not go together.</exception>
    public StudyInputs With(LookUpSettings lookUp)
    {
        ArgumentNullException.ThrowIfNull(lookUp);
        lookUp.Checked().RequireArchive(Mapping);
        return this with { LookUp = lookUp == LookUpSettings.Usual ? null : lookUp };
    }

    /// <summary>These inputs with full paths.</summary>
    /// <param name="change">Makes a path a full one.</param>
    public StudyInputs WithPaths(Func<string, string> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return new StudyInputs(
            change(Triplets),
            AudioPlace.Parse(Audio) is { Kind: not AudioPlaceKind.Folder } place ? place.Text : change(Audio),
            Mapping is null ? null : change(Mapping),
            Mismatches is null ? null : change(Mismatches))
        {
            LookUp = LookUp?.WithPaths(change),
        };
    }

    /// <summary>
    /// The inputs as part of the config: contents, never paths. Of a mapping only whether there is one: what it holds may be mended between
    /// two runs, and clips are cut again wherever it changes their source. So of what is looked up besides it.
    /// </summary>
    /// <param name="cancellationToken">Stops the reading of the files, which may be large.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<IReadOnlyList<KeyValuePair<string, string>>> ConfigAsync(CancellationToken cancellationToken) =>
    [
        new("triplets", await HashAsync(Triplets, cancellationToken)),
        new("mismatches", await HashAsync(Mismatches, cancellationToken)),
        new("mapping", Mapping is null ? "none" : string.Join(" + ", LookedUpIn(LookUp ?? LookUpSettings.Usual))),
    ];

    private static IEnumerable<string> LookedUpIn(LookUpSettings lookUp)
    {
        yield return "archive";
        if (lookUp.Overrides is not null)
            yield return "overrides";
        if (lookUp.Tracks is not null)
            yield return "tracks";
        if (lookUp.Candidates != CandidateUse.Off)
            yield return $"candidates ({SettingNames.Candidates.NameOf(lookUp.Candidates)})";
    }

    private static async Task<string> HashAsync(string? path, CancellationToken cancellationToken)
    {
        if (path is null)
            return "none";
        await using var file = File.OpenRead(path);
        return $"sha256 {Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken))}";
    }
}
