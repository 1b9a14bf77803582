using System.Text.Json.Nodes;

namespace PlayCount.EndToEnd.Tests;

/// <summary>The paper's claim that only sound counts: names and other listeners' plays tell a network nothing.</summary>
public sealed class RunAgnosticismTests(FinishedRun run) : IClassFixture<FinishedRun>
{
    [Fact]
    public async Task Other_artists_titles_and_plays_of_others_change_no_bit_of_a_listeners_networks_and_estimates()
    {
        using var other = new RunInput(othersReversed: true);
        for (var song = 0; song < RunInput.Songs; song++)
            other.WriteRecord(song, $"Title {RunInput.Songs - song} of", $"Artist {RunInput.Songs - song} of");

        await other.SucceedAsync("out");

        var (mine, changed) = (run.Folder, other.In("out"));
        Assert.Equal(Text(mine, "selection.json"), Text(changed, "selection.json"));
        Assert.NotEqual(Text(mine, "mapping.csv"), Text(changed, "mapping.csv"));
        foreach (var table in (string[])["predictions.csv", "runs.csv", "runs-folds.csv"])
        {
            Assert.Equal(RowsOf(1, mine, table), RowsOf(1, changed, table));
            Assert.NotEqual(RowsOf(2, mine, table), RowsOf(2, changed, table));
            Assert.NotEqual(RowsOf(3, mine, table), RowsOf(3, changed, table));
        }

        foreach (var card in Directory.GetFiles(Path.Combine(mine, "models", "user_1"), "*.json"))
        {
            var (weights, name) = (Path.ChangeExtension(card, ".safetensors"), Path.GetRelativePath(mine, card));
            Assert.Equal(File.ReadAllBytes(weights), File.ReadAllBytes(Path.Combine(changed, Path.GetRelativePath(mine, weights))));
            Assert.Equal(WithoutPopularity(card), WithoutPopularity(Path.Combine(changed, name)));
        }
    }

    /// <summary>A model's card without the scores beside the one baseline that the plays of others are for.</summary>
    private static string WithoutPopularity(string card)
    {
        var json = JsonNode.Parse(File.ReadAllBytes(card))!;
        foreach (var scores in (string[])["baselines", "againstBaselines"])
            Assert.True(json["scores"]![scores]!.AsObject().Remove("popularity"));
        return json.ToJsonString();
    }

    private static string Text(string folder, string name) => File.ReadAllText(Path.Combine(folder, name));

    private static string[] RowsOf(int rank, string folder, string table)
    {
        string[] rows = [.. PlainFiles.Csv(folder, table).Rows.Where(row => row[0] == $"{rank}").Select(row => string.Join(',', row))];
        Assert.NotEmpty(rows);
        return rows;
    }
}
