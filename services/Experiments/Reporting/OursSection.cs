using System.Xml;
using PlayCount.Learning.Published;

namespace PlayCount.Experiments.Reporting;

/// <summary>The paper's figures of results with a study of ours beside each published line.</summary>
internal static class OursSection
{
    /// <summary>Writes the section; nothing where no network of the study has a curve that can be drawn.</summary>
    public static void Write(XmlWriter page, IReadOnlyList<Listener> listeners)
    {
        RunCurve[] ours = [.. listeners.SelectMany(listener => listener.Networks).Select(Curve).OfType<RunCurve>()];
        if (ours.Length == 0)
            return;
        page.Element("section", () =>
        {
            page.Element("h2", "Figures 8 to 13, published and ours", "id", "figures");
            page.Element("p", "Ours are picked by the same rule of the same listener, by rank; where the rule picks no single network, it "
                + "is that of the same layers and steps. Listeners of one rank are the same people only where the play counts are those of "
                + "the paper. Published networks were each validated on other songs, a tenth of the listener’s, ours as this study’s split "
                + "says: lines of both are no test of one against the other. MSE of scaled plays on validation samples, mean over folds.",
                "class", "note");
            FigureSection.Legend(page, withOurs: true);
            foreach (var figure in PaperFigure.All)
                FigureSection.Write(page, figure, ours);
        });
    }

    /// <summary>A rule compares ends: a network that stopped on the way has none.</summary>
    private static RunCurve? Curve(ReportNetwork network)
    {
        double[] errors = [.. network.Curve.Select(point => point.ValidationMse)];
        return network.Result.FinalValidationMse is not null && errors.Length > 0 && Array.TrueForAll(errors, double.IsFinite)
            ? new RunCurve(network.Result.User, network.Result.Layers, network.Result.Steps, errors)
            : null;
    }
}
