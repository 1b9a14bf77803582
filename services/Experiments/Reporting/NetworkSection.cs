using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>The networks that a study trained, drawn.</summary>
internal static class NetworkSection
{
    /// <summary>Writes the section; nothing where nothing was trained.</summary>
    public static void Write(XmlWriter page, ReportSpecs specs) => page.Element("section", () =>
    {
        page.Element("h2", "Networks", "id", "networks");
        page.Element("div", () =>
        {
            foreach (var network in specs.Networks)
                NetworkPicture.Write(page, network, specs.MostSteps);
        }, "class", "panels");
    });
}
