using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>Figures and tables of an experiment as files.</summary>
public sealed partial class FilePagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private const string First = "/experiments/" + FinishedExperiment.Id;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Every_figure_of_the_page_is_a_file_of_the_same_drawing_with_its_own_style()
    {
        var links = Figures().Matches(await _visitor.ReadAsync(First)).Select(link => link.Value).ToArray();

        Assert.Equal(links.Distinct(), links);
        foreach (var name in (string[])["curves-1", "estimates-2", "heard-3", "songs-learned-2", "heat-r2-1", "heat-mse-1", "network-2"])
            Assert.Contains($"{First}/figures/{name}.svg", links);
        foreach (var link in links)
        {
            using var answer = await _visitor.GetAsync(link);
            var file = XDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal((HttpStatusCode.OK, "image/svg+xml"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.EndsWith("; sandbox", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            Assert.Equal(Svg + "svg", file.Root!.Name);
            Assert.NotEmpty(file.Root.Element(Svg + "title")!.Value);
            Assert.All(file.Descendants(), element => Assert.Equal(Svg, element.Name.Namespace));
            Assert.Contains("prefers-color-scheme:dark", file.Root.Element(Svg + "style")!.Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_table_that_the_page_names_is_the_stored_file()
    {
        var links = Tables().Matches(await _visitor.ReadAsync(First)).Select(link => link.Groups["name"].Value).Distinct().ToArray();

        Assert.Equal(
            [
                "claims.csv", "coverage.csv", "exposure-gini.csv", "exposure.csv", "heard.csv", "metrics.csv", "networks.csv",
                "predictions.csv", "runs.csv", "songs-learned.csv",
            ],
            links.Order(StringComparer.Ordinal));
        foreach (var name in links.Append("runs-folds.csv"))
        {
            using var answer = await _visitor.GetAsync($"{First}/tables/{name}");
            Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal(
                experiment.Host.Blobs.Below(FinishedExperiment.Id).ReadAllBytes(name),
                await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("figures/none.svg", "has no figure &#x27;none.svg&#x27;.")]
    [InlineData("figures/curves-1", "has no figure &#x27;curves-1&#x27;.")]
    [InlineData("figures/..%2fcurves-1.svg", "has no figure")]
    [InlineData("tables/config.json", "has no table &#x27;config.json&#x27;.")]
    [InlineData("tables/..%2f..%2fruns.csv", "has no table")]
    [InlineData("tables/users%2fuser_1.csv", "has no table")]
    public async Task No_other_name_is_a_file(string path, string line) =>
        Assert.Contains(line, await _visitor.ReadAsync($"{First}/{path}", HttpStatusCode.NotFound), StringComparison.Ordinal);

    [GeneratedRegex("/experiments/first/figures/[^\"]+")]
    private static partial Regex Figures();

    [GeneratedRegex("/experiments/first/tables/(?<name>[^\"]+)")]
    private static partial Regex Tables();
}
