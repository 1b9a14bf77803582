using System.Globalization;
using System.Xml.Linq;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Published;

namespace PlayCount.Services.Tests.Reporting;

public sealed class PaperPageTests
{
    private static readonly XDocument Paper = XDocument.Parse(Page());

    private static readonly Dictionary<string, XElement> Pictures = Paper.Descendants("svg").Where(svg => svg.Element("title") is not null)
        .ToDictionary(svg => svg.Element("title")!.Attribute("id")!.Value);

    [Fact]
    public void Writes_the_same_bytes_twice_with_line_feeds_alone()
    {
        Assert.Equal(Page(), Page());
        Assert.DoesNotContain('\r', Page());
    }

    [Fact]
    public void Takes_nothing_from_outside()
    {
        Assert.Empty(Paper.Descendants("script").Concat(Paper.Descendants("link")).Concat(Paper.Descendants("img")));
        Assert.DoesNotContain("url(", Paper.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_the_verdict_before_anything_else() => Assert.StartsWith(
        "65 to 81 % of each listener’s published networks end worse than a constant", Paper.Descendants("p").Skip(1).First().Value,
        StringComparison.Ordinal);

    [Fact]
    public void Draws_every_published_line_of_every_figure_once()
    {
        foreach (var figure in PaperFigure.All)
        {
            var panels = Pictures.Where(picture => picture.Key.StartsWith($"figure-{figure.Number}-", StringComparison.Ordinal))
                .Select(picture => picture.Value).ToArray();

            Assert.Equal(figure.Series.Count, panels.Length);
            foreach (var (panel, series) in panels.Zip(figure.Series))
            {
                var lines = panel.Elements("polyline").ToArray();
                Assert.Equal(series.KeepsRule ? 1 : 2, lines.Length);
                Assert.Equal("line s0", lines[^1].Attribute("class")!.Value); // on top of what the rule picks
                Assert.Equal(PublishedStudy.Epochs, lines[^1].Attribute("points")!.Value.Split(' ').Length);
            }
        }
    }

    [Fact]
    public void A_line_stands_where_its_axis_says()
    {
        // Figure 13, listener 5: 1.74 to 5.24 on an axis from 0 to 6 between the tops and bottoms of its grid.
        var panel = Pictures["figure-13-5-title"];
        var ticks = panel.Elements("text").Where(text => text.Attribute("text-anchor")!.Value == "end")
            .ToDictionary(text => Number(text.Value), text => Number(text.Attribute("y")!.Value) - 4);
        var ends = panel.Element("polyline")!.Attribute("points")!.Value.Split(' ').Select(point => Number(point.Split(',')[1])).ToArray();

        foreach (var (value, at) in new[] { (1.740, ends[0]), (5.240, ends[^1]) })
            Assert.Equal(ticks[0] + ((ticks[6] - ticks[0]) * value / 6), at, 0.2);
    }

    [Fact]
    public void Marks_what_is_hand_picked() => Assert.Equal(
        PaperFigure.All.SelectMany(figure => figure.Series).Count(series => !series.KeepsRule),
        Paper.Descendants("span").Count(span => span.Value == "Breaks the rule"));

    [Fact]
    public void Says_of_every_claim_that_there_is_no_study_yet()
    {
        var rows = Paper.Descendants("table").Last().Element("tbody")!.Elements("tr").ToArray();

        Assert.Equal(PaperClaims.Published.Count, rows.Length);
        Assert.All(rows, row => Assert.Equal("No study yet.", row.Elements("td").Last().Value));
        Assert.All(rows.Zip(PaperClaims.Published), pair =>
            Assert.Contains(pair.Second.OnPublished.Result, pair.First.Value, StringComparison.Ordinal));
    }

    // 4 x (111,168 x 100 + 100 x 100 + 100) + 101, and 4 x (100 x 100 + 100 x 100 + 100) more.
    [Theory]
    [InlineData("1 LSTM layer, 44,507,701 weights")]
    [InlineData("2 LSTM layers, 44,588,101 weights")]
    public void Draws_the_papers_networks_with_their_weights(string title) =>
        Assert.Single(Paper.Descendants("svg").Elements("title"), element => element.Value == title);

    private static string Page()
    {
        using var text = new StringWriter();
        PaperPage.Write(text);
        return text.ToString();
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
