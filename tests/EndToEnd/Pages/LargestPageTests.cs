using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>The pages of a study of 240 networks over 100 epochs, whose results are made up and nothing trained.</summary>
public sealed class LargestPageTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private const int Listeners = 3, Steps = 40, Epochs = 100, Songs = 90;
    private const int MostBytes = 2_000_000;

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    private IBlobStore Study => experiment.Host.Blobs.Below(FinishedExperiment.Id);

    [Fact]
    public async Task The_largest_page_has_less_than_2_MB()
    {
        Enlarge();

        var page = await _visitor.ReadAsync("/experiments/" + FinishedExperiment.Id);

        Assert.Contains("4 of 80 networks", page, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 1, MostBytes - 1);
    }

    public void Dispose() => _visitor.Dispose();

    private static IEnumerable<(int User, int Layers, int Steps)> Networks =>
        from user in Enumerable.Range(1, Listeners)
        from layers in Enumerable.Range(1, 2)
        from steps in Enumerable.Range(1, Steps)
        select (user, layers, steps);

    private void Enlarge()
    {
        Replace("results.json", results => Multiply(results["networks"]!.AsArray()));
        Replace("evaluation.json", evaluation =>
        {
            Multiply(evaluation["commonSongs"]!.AsArray());
            Multiply(evaluation["ownSongs"]!.AsArray());
        });
        Study.WriteText("runs.csv", file =>
        {
            file.WriteLine("user,layers,steps,epoch,train_mse,validation_mse");
            foreach (var (user, layers, steps) in Networks)
            {
                for (var epoch = 1; epoch <= Epochs; epoch++)
                {
                    var mse = (1 / Math.Sqrt(epoch)) + (0.05 * Math.Sin(epoch * steps * layers)) + 0.9;
                    file.WriteLine(Text($"{user},{layers},{steps},{epoch},{mse * 0.8},{mse}"));
                }
            }
        });
        Study.WriteText("predictions.csv", file =>
        {
            file.WriteLine("user,layers,steps,song_id,fold,samples,plays,scaled,estimate_scaled,estimate_plays,seed");
            foreach (var (user, layers, steps) in Networks)
            {
                for (var song = 0; song < Songs; song++)
                {
                    var estimate = (song % 13) + (3 * Math.Sin(song * steps * layers));
                    file.WriteLine(Text($"{user},{layers},{steps},SOMADEUP{song:d4},{song % 5},4,{song * song % 97}")
                        + Text($",0.5,0.25,{estimate},1"));
                }
            }
        });
    }

    /// <summary>An entry for each network, as the listener's first one that has all its numbers, or else any.</summary>
    private static void Multiply(JsonArray networks)
    {
        JsonNode[] known = [.. networks.Select(network => network!.DeepClone())];
        networks.Clear();
        foreach (var (user, layers, steps) in Networks)
        {
            var ofUser = known.Where(
                network => (int)network["user"]! == user && (network["r2"] is not null || network["metrics"] is not null));
            var copy = (ofUser.FirstOrDefault() ?? known[0]).DeepClone();
            (copy["user"], copy["layers"], copy["steps"]) = (user, layers, steps);
            networks.Add(copy);
        }
    }

    private void Replace(string name, Action<JsonObject> change)
    {
        var json = JsonNode.Parse(Study.ReadAllBytes(name))!.AsObject();
        change(json);
        Study.WriteText(name, file => file.Write(json.ToJsonString()));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
