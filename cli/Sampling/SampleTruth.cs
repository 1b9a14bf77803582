using System.Text.Encodings.Web;
using System.Text.Json;

namespace PlayCount.Cli.Sampling;

/// <summary>What a sample's plays were made of, as <c>truth.json</c> says it.</summary>
/// <param name="Seed">The sample's seed.</param>
/// <param name="NoiseSd">Deviation of the planted noise where the signal's is 1.</param>
/// <param name="ClipsShuffled">Whether the clips were put in random order after planting.</param>
/// <param name="Records">Rows of the triplets.</param>
/// <param name="RecordsOver200">Rows with more than 200 plays, which the selection drops.</param>
/// <param name="SharedSongsWithoutAudio">Songs that two of the users share and that have no audio.</param>
/// <param name="Users">The planted listeners, the most active first.</param>
/// <param name="Songs">The songs with audio.</param>
/// <param name="SkippedFiles">Files that no plays were planted on, and why.</param>
internal sealed record SampleTruth(
    long Seed,
    double NoiseSd,
    bool ClipsShuffled,
    int Records,
    int RecordsOver200,
    IReadOnlyList<string> SharedSongsWithoutAudio,
    IReadOnlyList<TrueUser> Users,
    IReadOnlyList<TrueSong> Songs,
    IReadOnlyList<SkippedFile> SkippedFiles)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    /// <summary>What every truth says of its rows; the rest is for the caller to fill in.</summary>
    public static SampleTruth Of(long seed, ListenedSongs listened) => new(
        seed, PlayPlanter.NoiseSd, ClipsShuffled: false, listened.Rows.Count,
        listened.Rows.Count(row => row.Plays > PlayPlanter.MostPlays), listened.SharedWithoutAudio, [], [], []);

    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    public static SampleTruth FromJson(string json) => JsonSerializer.Deserialize<SampleTruth>(json, Json)!;
}

/// <summary>A planted listener.</summary>
/// <param name="UserId">The listener.</param>
/// <param name="ReachableR2">Share of the variance of the plays that a perfect estimate explains.</param>
/// <param name="TimbreShare">Share of the signal's variance that clip averages tell.</param>
/// <param name="OrderShare">Share that only the order of the clips tells.</param>
/// <param name="Weights">Weight of each factor: unit length over the timbre factors, 1 or -1 for movement.</param>
internal sealed record TrueUser(
    string UserId, double ReachableR2, double TimbreShare, double OrderShare, IReadOnlyDictionary<string, double> Weights);

/// <summary>A song with audio.</summary>
/// <param name="SongId">The song.</param>
/// <param name="Audio">Name of its file.</param>
/// <param name="Factors">What plays were planted on.</param>
internal sealed record TrueSong(string SongId, string Audio, IReadOnlyDictionary<string, double> Factors);

/// <summary>A file that was left out.</summary>
internal sealed record SkippedFile(string File, string Reason);
