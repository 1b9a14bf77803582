using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>The kept models of an experiment.</summary>
public sealed partial class ModelPagesTests(FinishedExperiment experiment) : IClassFixture<FinishedExperiment>, IDisposable
{
    private const string First = "/experiments/" + FinishedExperiment.Id;

    private readonly PageVisitor _visitor = new(experiment.Host.Address);

    public void Dispose() => _visitor.Dispose();

    [Fact]
    public async Task Each_kept_model_tells_what_it_is_and_is_there_to_be_taken_along()
    {
        var study = experiment.Host.Blobs.Below(FinishedExperiment.Id);
        Assert.Contains($"href=\"{First}/models\"", await _visitor.ReadAsync(First), StringComparison.Ordinal);
        var links = Models().Matches(await _visitor.ReadAsync(First + "/models")).Select(link => link.Value).ToArray();
        Assert.Equal(3, links.Length);

        foreach (var link in links)
        {
            var name = link[(First.Length + 1)..];
            var card = ListenerModel.ReadCard(study.ReadAllBytes(name + ".json"));
            var page = await _visitor.ReadAsync(link);
            var weights = await BytesAsync(link + ".safetensors");

            Assert.Contains(card.WeightsSha256, page, StringComparison.Ordinal);
            Assert.Equal(card.WeightsSha256, Convert.ToHexStringLower(SHA256.HashData(weights)));
            Assert.Equal(study.ReadAllBytes(name + ".json"), await BytesAsync(link + ".json"));
            Assert.Contains(
                $"playcount predict --address URL --user {card.UserId} --model first/{name["models/".Length..]} --audio song.flac", page,
                StringComparison.Ordinal);
            Assert.Contains($"{card.TrainedOn.Songs} songs, {card.TrainedOn.Samples} samples, 3 epochs", page, StringComparison.Ordinal);
            Assert.Contains($"id=\"network-{card.Network.Lstm.Count}-title\"", page, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("models/user_1/9x9")]
    [InlineData("models/user_1/9x9.json")]
    [InlineData("models/user_1/..%2f..%2fconfig.json")]
    [InlineData("models/..%2f..%2fuser_1/1x1")]
    public async Task No_other_name_is_a_model(string path) => Assert.Contains(
        "has no model", await _visitor.ReadAsync($"{First}/{path}", HttpStatusCode.NotFound), StringComparison.Ordinal);

    private async Task<byte[]> BytesAsync(string path)
    {
        using var answer = await _visitor.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("/experiments/first/models/user_[0-9]+/[0-9]+x[0-9]+")]
    private static partial Regex Models();
}
