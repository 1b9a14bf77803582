using System.Text.Json.Nodes;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Reporting;

/// <summary>What is read back of <c>results.json</c>, which <see cref="ResultFiles"/> writes.</summary>
/// <param name="Config">The settings by name.</param>
/// <param name="Leaky">Whether clips of one song may stand on both sides of the split.</param>
/// <param name="SkippedSongs">Songs without usable audio.</param>
/// <param name="Networks">Every network.</param>
internal sealed record StoredResults(
    JsonObject Config, bool Leaky, IReadOnlyList<StoredResults.Song> SkippedSongs, IReadOnlyList<NetworkResult> Networks)
{
    public const string FileName = "results.json";

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static StoredResults Read(IBlobStore study) => StoredJson.Read<StoredResults>(study.ReadAllBytes(FileName), FileName);

    /// <summary>What the results are worth.</summary>
    /// <param name="study">The experiment's blobs.</param>
    /// <param name="whole">Whether with the figures of every network; without, these are empty.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or the results are of a version that left none.</exception>
    public static StudyEvaluation Evaluation(IBlobStore study, bool whole)
    {
        if (!study.Exists(StudyEvaluation.FileName))
        {
            throw new InvalidDataException($"There is no '{StudyEvaluation.FileName}': the experiment was done by an earlier version. "
                + "Start it again under another id.");
        }

        var json = study.ReadAllBytes(StudyEvaluation.FileName);
        if (whole)
            return StudyEvaluation.Read(json);
        var verdicts = StoredJson.Read<Verdicts>(json, StudyEvaluation.FileName);
        return new StudyEvaluation(verdicts.FamilyLevel, verdicts.Deals, verdicts.Listeners, [], []);
    }

    /// <summary>What the chosen networks are worth in use; null in results of a version that did not say.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static StudyUse? Use(IBlobStore study) =>
        study.Exists(StudyUse.FileName) ? StudyUse.Read(study.ReadAllBytes(StudyUse.FileName)) : null;

    /// <summary>How far the songs are covered; null in results of a version that did not say.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Coverage? Coverage(IBlobStore study) => study.Exists(Songs.Coverage.FileName)
        ? StoredJson.Read<Coverage>(study.ReadAllBytes(Songs.Coverage.FileName), Songs.Coverage.FileName)
        : null;

    /// <summary>A song and why it was left out.</summary>
    public sealed record Song(string SongId, string Reason)
    {
        public SkippedSong Skipped => new(Songs.SongId.Parse(SongId), Reason);
    }

    private sealed record Verdicts(double FamilyLevel, int Deals, IReadOnlyList<ListenerSkill> Listeners);
}
