using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Reporting;
using PlayCount.Experiments.Serving;
using PlayCount.Learning.Formats;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Experiments.Pages.Watching;

/// <summary>How far an experiment's data have come, and how much of them there is at each place.</summary>
internal static class StudyFlow
{
    /// <summary>A box for each stage that makes something.</summary>
    public static IReadOnlyList<FlowBox> Of(ExperimentView view, LiveText live, IBlobStore study)
    {
        var selection = study.Exists(StudySelection.FileName) ? StudySelection.Read(study.OpenRead) : null;
        var mapping = study.Exists(MappingCounts.FileName)
            ? StoredJson.Read<MappingCounts>(study.ReadAllBytes(MappingCounts.FileName), MappingCounts.FileName)
            : null;
        return [.. Stage.Of(view.Request.Inputs).Where(stage => stage != Stage.Preparing).Select(stage =>
        {
            var counted = stage == view.Stage && live.Counted.Count > 0 ? live.Counted : Lines(stage, view, study, selection, mapping);
            return new FlowBox(stage, LiveText.Name(stage), live.Stages[stage] == "later" ? ["–"] : counted, live.Stages[stage]);
        })];
    }

    private static IReadOnlyList<string> Lines(
        string stage, ExperimentView view, IBlobStore study, StudySelection? selection, MappingCounts? mapping) => stage switch
        {
            Stage.Selecting when selection is { Summary: var summary } =>
            [
                Figures.Count(summary.Records, "record"), Figures.Count(summary.Users.Count, "listener"),
            Figures.Count(summary.SharedSongs, "song"),
        ],
            Stage.Mapping when mapping is not null => [$"{Figures.Count(mapping.Mapped)} of {Figures.Count(mapping.Songs)}", "mapped"],
            Stage.Cutting => [Figures.Count(KeptSongs.Of(study).Count(), "song")],
            Stage.Training when selection is not null => [Figures.Count(Networks(view, selection), "network")],
            Stage.Keeping => [Figures.Count(StoredModels.Count(study), "model")],
            Stage.Reporting when view.State == ExperimentState.Done => ["report.html"],
            _ => ["–"],
        };

    private static int Networks(ExperimentView view, StudySelection selection)
    {
        var sweep = view.Request.Settings().Sweep;
        return selection.Users.Count * sweep.Networks.Count * sweep.Steps.Count;
    }
}
