using System.Xml;

namespace PlayCount.Experiments.Reporting;

/// <summary>The settings the run was made with.</summary>
internal static class ConfigSection
{
    public static void Write(XmlWriter page, ReportModel model) => page.Element("section", () =>
    {
        page.Element("h2", "Settings");
        page.Table("Settings of the run", [new("Setting", IsText: true), new("Value", IsText: true)], () =>
        {
            foreach (var (name, value) in model.Config.Append(new("instructionSet", model.InstructionSet)))
            {
                page.Element("tr", () =>
                {
                    page.Element("th", name, "scope", "row", "class", "word");
                    page.Element("td", value, "class", "prose");
                });
            }
        });
    });
}
