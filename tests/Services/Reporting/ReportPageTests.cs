using System.Xml.Linq;
using PlayCount.Experiments.Reporting;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Services.Tests.Reporting;

public sealed class ReportPageTests
{
    [Fact]
    public void Is_well_formed_and_every_element_closed()
    {
        var page = XDocument.Parse(Page(Models.Study(Models.Sound)));

        Assert.Equal("html", page.Root!.Name.LocalName);
        Assert.Equal(5, page.Descendants("section").Count(section => section.Attribute("id") is not null));
        Assert.DoesNotContain(page.Descendants(), element => element.IsEmpty && NeedsEndTag(element.Name.LocalName));
    }

    [Fact]
    public void Writes_the_same_bytes_twice() =>
        Assert.Equal(Page(Models.Study(Models.PaperCode)), Page(Models.Study(Models.PaperCode)));

    [Fact]
    public void Writes_invariant_numbers_and_line_feeds_alone()
    {
        var page = Page(Models.Page(Models.Sound, Models.WithCurve(Models.Network(0.4321, -0.11))));

        Assert.Contains("0.432", page, StringComparison.Ordinal);
        Assert.Contains("48,671 records", page, StringComparison.Ordinal);
        Assert.DoesNotContain('\r', page);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Encodes_text_from_outside_and_replaces_what_no_page_may_hold()
    {
        var page = Page(Models.Page(Models.Sound, Models.WithCurve(Models.Network(0.4, -0.1))));

        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("'music/SO7.flac' &lt;script&gt;alert(\"x\")&lt;/script&gt; &amp; \uFFFD holds no sound", page,
            StringComparison.Ordinal);
        Assert.Contains("&lt;rmsprop&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Takes_nothing_from_outside()
    {
        var page = XDocument.Parse(Page(Models.Study(Models.Sound)));

        Assert.Empty(page.Descendants("script").Concat(page.Descendants("link")).Concat(page.Descendants("img")));
        Assert.All(page.Descendants().Attributes("href"), link => Assert.StartsWith("#", link.Value, StringComparison.Ordinal));
        Assert.DoesNotContain("url(", page.Descendants("style").Single().Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Gives_the_verdict_before_anything_else()
    {
        var headings = XDocument.Parse(Page(Models.Study(Models.Sound))).Descendants("h2").Select(heading => heading.Value);

        Assert.Equal(
            ["Verdict", "Beware", "What was done", "Listener 1", "Listener 2", "Listener 3", "Listener 4", "Listener 5",
                "Whom rankings put forward", "Networks", "Figures 8 to 13, published and ours", "Claims, tested", "Settings"], headings);
    }

    [Fact]
    public void Names_every_table_row_and_picture_for_those_who_do_not_see_it()
    {
        var page = XDocument.Parse(Page(Models.Study(Models.Sound)));

        Assert.All(page.Descendants("table"), table => Assert.NotEmpty(table.Element("caption")!.Value));
        Assert.All(page.Descendants("tbody").Elements("tr"), row => Assert.Equal("row", row.Element("th")!.Attribute("scope")!.Value));
        Assert.All(page.Descendants("svg").Where(svg => svg.Attribute("aria-hidden") is null), svg =>
        {
            Assert.NotEmpty(svg.Element("title")!.Value);
            Assert.NotEmpty(svg.Element("desc")!.Value);
        });
    }

    [Fact]
    public void Puts_every_network_beside_the_baselines_on_its_rows()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound,
            Models.WithCurve(Models.Network(0.25, -0.1, layers: 1, steps: 6)), new(Models.Unscored(NetworkStatus.TooShort), [], []))));

        var rows = page.Descendants("section").Single(s => s.Attribute("id")?.Value == "listener-1").Descendants("tbody")
            .Select(table => table.Elements("tr").Select(row => row.Elements().Select(cell => cell.Value))).ToArray();

        Assert.Equal(
            [
                ["1", "6", "58", "0.250", "1.15", "-0.310 [-0.520, -0.100] ✓", "improved, best"],
                ["1", "24", "0", "–", "–", "–", "tooShort"],
            ],
            rows[0]);
        Assert.Equal(
            [
                [
                    "1", "6", "1.15", "1.53 -0.031 [-0.130, 0.028]", "1.61 -0.041 [-0.140, 0.018]", "1.57 -0.051 [-0.150, 0.008]",
                    "1.47 -0.061 [-0.160, -0.002] ✓", "1.39 -0.071 [-0.170, -0.012] ✓", "1.43 -0.081 [-0.180, -0.022] ✓",
                    "1.49 -0.091 [-0.190, -0.032] ✓",
                ],
                ["1", "24", .. Enumerable.Repeat("–", 8)],
            ],
            rows[1]);
    }

    [Fact]
    public void Sets_networks_of_different_steps_beside_each_other_on_equal_songs()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound,
            Models.WithCurve(Models.Network(0.25, -0.1, layers: 1, steps: 6)), Models.WithCurve(Models.Network(0.5, -0.3)))));

        var table = page.Descendants("table").Single(
            table => table.Element("caption")!.Value.Contains("long enough for all", StringComparison.Ordinal));

        Assert.Contains("51 songs", table.Element("caption")!.Value, StringComparison.Ordinal);
        Assert.Equal(
            [["1", "6", "51", "408", "0.250 [0.050, 0.350]"], ["2", "18", "51", "408", "0.500 [0.300, 0.600]"]],
            table.Descendants("tbody").Single().Elements("tr").Select(row => row.Elements().Take(5).Select(cell => cell.Value)));
    }

    [Fact]
    public void Draws_every_network_as_a_cell_that_says_its_number_or_why_there_is_none()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound,
            Models.WithCurve(Models.Network(0.25, -0.1, layers: 1, steps: 6)), Models.WithCurve(Models.Network(0.5, -0.3)),
            new(Models.Unscored(NetworkStatus.TooShort), [], []), new(Models.Unscored(NetworkStatus.NonFinite, steps: 20), [], []))));

        Assert.Equal(
            [
                "1 layer × 6 steps: 0.250",
                "1 layer × 20 steps: not finite: a loss or weight became infinite or not a number",
                "1 layer × 24 steps: too short: too few songs reach so many steps",
                "2 layers × 18 steps: 0.500, chosen",
            ],
            Cells("heat-r2-1"));
        Assert.Equal(
            ["1 layer × 6 steps: 1.15", "2 layers × 18 steps: 0.765, chosen"],
            Cells("heat-mse-1").Where(cell => !cell.Contains(": not finite", StringComparison.Ordinal)
                && !cell.Contains(": too short", StringComparison.Ordinal)));
        Assert.Equal(2, page.Descendants("rect").Count(cell => cell.Parent!.Name == "g" && cell.Attribute("class")!.Value == "chosen"));
        Assert.Contains(
            "2 of 4 networks, from 0.250 (1 layer × 6 steps) to 0.500 (2 layers × 18 steps). Chosen: 2 layers × 18 steps, 0.500.",
            page.ToString(), StringComparison.Ordinal);

        IEnumerable<string> Cells(string picture) => page.Descendants("svg").Single(svg => Id(svg) == picture + "-title")
            .Elements("g").Select(cell => cell.Element("title")!.Value);
    }

    [Fact]
    public void A_cell_of_skill_has_another_colour_than_one_worse_than_the_constant()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound,
            Models.WithCurve(Models.Network(-0.25, 0.1, layers: 1, steps: 6)), Models.WithCurve(Models.Network(0.25, -0.3)))));

        Assert.Equal(
            [("less", "0.303"), ("more", "0.303")], // half of the strongest, 0.55, beyond a tenth of it
            page.Descendants("svg").Single(svg => Id(svg) == "heat-r2-1-title").Elements("g")
                .Select(cell => cell.Elements("rect").ElementAt(1))
                .Select(fill => (fill.Attribute("class")!.Value, fill.Attribute("fill-opacity")!.Value)));
    }

    [Fact]
    public void Shows_the_error_by_seconds_heard_with_songs_and_constant_at_each_point()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound, Models.WithCurve(Models.Network(0.5, -0.3)))));

        var picture = page.Descendants("svg").Single(svg => Id(svg) == "heard-1-title");
        Assert.Equal(
            ["90.0 s: MSE 1.90, constant 1.50, 28 songs", "180 s: MSE 1.20, constant 1.50, 28 songs",
                "270 s: MSE 1.10, constant 1.50, 28 songs"],
            picture.Elements("circle").Select(point => point.Element("title")!.Value));
        Assert.Single(picture.Elements("line"), line => line.Attribute("class")!.Value == "constant");
    }

    [Fact]
    public void Shows_the_error_by_songs_learned_from_of_the_chosen_network_alone()
    {
        var chosen = Models.WithCurve(Models.Network(0.45, -0.1)) with
        {
            Learned = [new(0.25, 11.5, 51, 1.8, 1.6), new(0.5, 23, 51, 1.4, 1.6), new(1, 46.2, 51, 1.1, 1.6)],
        };
        var other = Models.WithCurve(Models.Network(0.3, -0.1, layers: 1)) with { Learned = [new(1, 46.2, 51, 1.3, 1.6)] };

        var page = XDocument.Parse(Page(Models.Page(Models.Sound, chosen, other)));

        var picture = Assert.Single(
            page.Descendants("svg"), svg => Id(svg)?.StartsWith("songs-learned", StringComparison.Ordinal) == true);
        Assert.Equal("songs-learned-1-title", Id(picture));
        Assert.Equal(
            "MSE 1.80 of 11.5 songs, 1.40 of 23.0 songs, 1.10 of 46.2 songs; the constant has 1.60.", picture.Element("desc")!.Value);
        Assert.Equal(
            [
                "share 0.250, 11.5 songs: MSE 1.80, R² -0.125", "share 0.500, 23.0 songs: MSE 1.40, R² 0.125",
                "share 1.00, 46.2 songs: MSE 1.10, R² 0.312",
            ],
            picture.Descendants("circle").Select(point => point.Element("title")!.Value));
        Assert.Single(picture.Descendants("line"), line => (string?)line.Attribute("class") == "constant");
    }

    [Fact]
    public void Says_whom_rankings_put_forward()
    {
        var tables = XDocument.Parse(Page(Models.Page(Models.Sound, Models.WithCurve(Models.Network(0.5, -0.3)))))
            .Descendants("section").Single(section => section.Element("h2")!.Value == "Whom rankings put forward").Descendants("tbody")
            .Select(table => table.Elements("tr").Select(row => row.Elements().Select(cell => cell.Value))).ToArray();

        Assert.Equal(
            [
                ["1", "2 layers × 18 steps", "51", "10", "0.310", "0.010", "0.210", "0.490"],
                ["1", "2 layers × 18 steps", "51", "10%: 6", "0.330", "0.020", "0.170", "0.490"],
            ],
            tables[0]);
        Assert.Equal([["10", "1", "77", "0.620", "0.830"], ["10%", "1", "77", "0.710", "0.880"]], tables[1]);
    }

    [Fact]
    public void Marks_a_leaky_split_wherever_scores_show()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.PaperText, Models.WithCurve(Models.Network(0.8, -0.6)))));

        Assert.Contains("LEAKY", page.Descendants("h1").Single().Value, StringComparison.Ordinal);
        Assert.Contains("LEAKY", page.Descendants("p").Single(p => p.Attribute("class")?.Value == "banner").Value,
            StringComparison.Ordinal);
        Assert.Contains(page.Descendants("caption"), caption => caption.Value.Contains("LEAKY", StringComparison.Ordinal));
        Assert.DoesNotContain("tells the plays better", page.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_songs_of_one_sound_and_how_many_of_them_are_scored_where_they_train()
    {
        string[] Said(int leaked)
        {
            var network = Models.WithCurve(Models.Network(0.4, -0.1));
            var page = XDocument.Parse(Page(Models.Page(
                Models.Sound, network with { Result = network.Result with { LeakedSongs = leaked } })));
            Assert.Equal(
                ["SO3", "SO8", "nearly the same", "0.876"],
                page.Descendants("table").Single(table => table.Element("caption")!.Value == "Songs of one sound")
                    .Element("tbody")!.Elements("tr").Single().Elements().Select(cell => cell.Value));
            return [.. page.Descendants("li").Select(item => item.Value)
                .Where(text => text.Contains("one sound", StringComparison.Ordinal))];
        }

        Assert.Equal(["1 pair of songs is one sound, named below. No network is scored on a sound that it was trained on."], Said(0));
        Assert.Equal(
            ["1 pair of songs is one sound, named below. LEAK: 1 network is scored on sounds trained on, at most 3 songs of one."],
            Said(3));
    }

    [Fact]
    public void Does_not_mark_a_sound_split_as_leaky() =>
        Assert.DoesNotContain("LEAKY", Page(Models.Study(Models.Sound)), StringComparison.Ordinal);

    [Fact]
    public void Counts_what_went_wrong()
    {
        var warnings = XDocument.Parse(Page(Models.Study(Models.PaperCode))).Descendants("section")
            .Single(section => section.Element("h2")!.Value == "Beware").Descendants("li").Select(item => item.Value).ToList();

        Assert.StartsWith("Split 'paper-code' scores samples", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("1 song skipped", warnings[1], StringComparison.Ordinal);
        Assert.StartsWith("2 networks of 240 stopped", warnings[2], StringComparison.Ordinal);
        Assert.StartsWith("10 networks of 240 had no lower", warnings[3], StringComparison.Ordinal);
        Assert.StartsWith("30 networks of 240 could not be trained", warnings[4], StringComparison.Ordinal);
    }

    [Fact]
    public void Sets_networks_of_ours_beside_every_published_line_of_their_listeners()
    {
        var section = XDocument.Parse(Page(Models.Study(Models.Sound))).Descendants("section").Single(
            section => section.Element("h2")!.Value == "Figures 8 to 13, published and ours");

        // Listener 2's networks of more than 9 steps are too short, and the other figures show listeners that have all theirs.
        Assert.Equal(33, section.Descendants("figure").Count());
        Assert.Equal(33, section.Descendants("polyline").Count(line => line.Attribute("class")?.Value == "line ours s2"));
        Assert.Contains("Breaks the rule", section.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_paper_s_study_fits_a_page_of_2_MB() =>
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(Page(Models.Study(Models.Sound))), 1, 2_000_000);

    [Fact]
    public void Says_so_when_nothing_was_scored()
    {
        var page = XDocument.Parse(Page(Models.Page(Models.Sound)));

        Assert.Equal("Nothing was scored", page.Descendants("h1").Single().Value);
        Assert.Empty(page.Descendants("figure"));
    }

    private static string? Id(XElement picture) => picture.Element("title")?.Attribute("id")?.Value;

    private static bool NeedsEndTag(string name) => name is not ("meta" or "line" or "path" or "polyline" or "polygon" or "rect");

    internal static string Page(ReportModel model)
    {
        using var writer = new StringWriter();
        ReportPage.Write(writer, model);
        return writer.ToString();
    }
}
