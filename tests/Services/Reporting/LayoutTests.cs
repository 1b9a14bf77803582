using PlayCount.Tests;

namespace PlayCount.Services.Tests.Reporting;

/// <summary>The page as a browser lays it out.</summary>
[Trait("Set", "Full")]
public sealed class LayoutTests
{
    [Theory]
    [InlineData(1280)]
    [InlineData(500)]
    public void Never_scrolls_sideways(int width)
    {
        const string Measure = "<script>document.title=document.documentElement.scrollWidth+' of '+innerWidth</script></body>";

        var title = Rendered(
            ReportPageTests.Page(Models.Study(Models.PaperText)).Replace("</body>", Measure, StringComparison.Ordinal), width);

        Assert.Equal($"{width} of {width}", title);
    }

    [Theory]
    [InlineData(1100)]
    [InlineData(1280)]
    public void No_table_or_drawing_scrolls_where_there_is_room(int width)
    {
        const string Measure = "<script>document.title=[...document.querySelectorAll('.scroll')]"
            + ".filter(region=>region.scrollWidth>region.clientWidth).length+' scroll'</script></body>";
        var page = ReportPageTests.Page(Models.Study(Models.Sound)).Replace("</body>", Measure, StringComparison.Ordinal);

        Assert.Equal("0 scroll", Rendered(page, width));
    }

    [Fact]
    public void Is_read_by_a_browser_as_it_was_written()
    {
        var page = ReportPageTests.Page(Models.Study(Models.Sound));
        const string Count = "<script>document.title=document.querySelectorAll('*').length</script></body>";

        var title = Rendered(page.Replace("</body>", Count, StringComparison.Ordinal), 1000);

        var withScript = System.Xml.Linq.XDocument.Parse(page).Descendants().Count() + 1;
        Assert.Equal(withScript.ToString(System.Globalization.CultureInfo.InvariantCulture), title);
    }

    private static string Rendered(string page, int width)
    {
        Outside.NeedsProgram("chromium", "chromium");
        var folder = Directory.CreateTempSubdirectory("report-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.html");
            File.WriteAllText(file, page);
            var dom = Outside.Run(
                "chromium", "--headless", "--hide-scrollbars", "--no-sandbox", "--disable-gpu", $"--window-size={width},900",
                "--user-data-dir=" + Path.Combine(folder.FullName, "profile"), "--dump-dom", new Uri(file).AbsoluteUri).Output;
            var start = dom.IndexOf("<title>", StringComparison.Ordinal) + "<title>".Length;
            return dom[start..dom.IndexOf("</title>", start, StringComparison.Ordinal)];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
