using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Watching;

/// <summary>Draws what a finished experiment found.</summary>
internal sealed class StudyDrawing(FinishedStudies studies)
{
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public StudyParts Draw(string experiment, CancellationToken cancellationToken)
    {
        var study = studies.Whole(experiment, cancellationToken);
        var (split, use, listeners) = study;
        return new StudyParts(
            split.IsLeaky,
            Rendered.Part(page =>
            {
                foreach (var listener in listeners)
                    VerdictSection.Card(page, listener);
            }),
            Rendered.WithFiles(experiment, page =>
            {
                foreach (var listener in listeners)
                    ResultsSection.Write(page, listener, split);
                ExposureSection.Write(page, use);
                CoverageSection.Write(page, study.Coverage, study.WithoutAudio);
            }),
            Rendered.WithFiles(experiment, page =>
            {
                OursSection.Write(page, listeners);
                if (study.Claims is { } claims)
                    ClaimsSection.Write(page, claims, ReportedClaims.Table);
            }));
    }
}
