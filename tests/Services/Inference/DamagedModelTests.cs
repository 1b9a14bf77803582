using System.Text;
using System.Text.Json.Nodes;
using PlayCount.Contracts.V1;

namespace PlayCount.Services.Tests.Inference;

/// <summary>Each kind of damage costs its own model alone, and the log says what it is.</summary>
public sealed class DamagedModelTests : IDisposable
{
    private readonly ModelFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    private static readonly Dictionary<string, (Action<JsonObject>? Card, Action<string>? Files, string Reason)> Kinds = new()
    {
        ["no weights"] = (null, path => File.Delete(path + ".safetensors"), "not there"),
        ["no card"] = (null, path => File.Delete(path + ".json"), "not there"),
        ["an empty card"] = (null, path => File.WriteAllText(path + ".json", ""), "cannot be read"),
        ["a card cut off"] = (null, path => Cut(path + ".json"), "cannot be read"),
        ["a card that is a list"] = (null, path => File.WriteAllText(path + ".json", "[1]"), "cannot be read"),
        ["a card that is null"] = (null, path => File.WriteAllText(path + ".json", "null"), "null"),
        ["a card of bytes"] = (null, path => File.WriteAllBytes(path + ".json", [0xFF, 0xFE, 0, 1]), "cannot be read"),
        ["another format"] = (card => card["format"] = "playcount-model/9", null, "playcount-model/9"),
        ["no user"] = (card => card.Remove("userId"), null, "cannot be read"),
        ["a user that is none"] = (card => card["userId"] = "../ann", null, "no user id"),
        ["no steps"] = (card => card["steps"] = 0, null, "steps"),
        ["another listener's place"] = (card => card["user"] = 7, null, "user_7/1x2"),
        ["a null layer"] = (card => card["network"]!["lstm"]![0] = null, null, "null"),
        ["too many units"] = (card => card["network"]!["lstm"]![0]!["units"] = int.MaxValue, null, "units"),
        ["other inputs"] = (card => card["network"]!["inputs"] = 63, null, "lstm.0.kernel"),
        ["an unknown activation"] = (card => card["network"]!["lstm"]![0]!["activation"] = "swish", null, "cannot be read"),
        ["an unknown front end"] = (card => card["frontEnd"]!["name"] = "wavelets", null, "front end"),
        ["a clip too short"] = (card => card["frontEnd"]!["clipSamples"] = 0, null, "front end"),
        ["clips of another length"] = (card => card["frontEnd"]!["clipSamples"] = 65, null, "65"),
        ["another sample rate"] = (card => card["frontEnd"]!["sampleRateHz"] = 44_100, null, "44100"),
        ["a scaling of no spread"] = (card => card["targetScaling"]!["spread"] = 0, null, "scaling"),
        ["a scaling that is no number"] = (card => card["targetScaling"]!["centre"] = "NaN", null, "scaling"),
        ["statistics it must not have"] = (
            card => card["inputScaling"] = new JsonObject { ["mean"] = Ones(64), ["deviation"] = Ones(64) }, null, "input"),
        ["statistics of other inputs"] = (
            card => card["inputScaling"] = new JsonObject { ["mean"] = Ones(3), ["deviation"] = Ones(3) }, null, "input"),
        ["other weights"] = (card => card["weightsSha256"] = new string('0', 64), null, "SHA-256"),
        ["weights cut off"] = (null, path => Cut(path + ".safetensors"), "SHA-256"),
        ["weights with one bit changed"] = (null, path => Flip(path + ".safetensors"), "SHA-256"),
        ["weights that are text"] = (null, path => Sign(path, Encoding.ASCII.GetBytes(new string('x', 9_000))), "safetensors"),
        ["a weight that is no number"] = (null, path => Sign(path, WithNaN(path)), "not finite"),
        ["a folder for weights"] = (null, ToFolder, "left out"),
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Leaves_the_others_serving(string kind)
    {
        var (card, files, reason) = Kinds[kind];
        _folder.Write("user_2/1x2", new MadeModel("bob"));
        files?.Invoke(_folder.Write("user_1/1x2", changeCard: card));
        if (files is null)
            _folder.Write("user_1/1x2", changeCard: card);
        _folder.WriteClips("SONG", clips: 4);

        await using var server = await InferenceServer.StartAsync(_folder.Path);
        var estimate = await server.Client.PredictAsync(new() { UserId = "bob", SongId = "SONG" }, cancellationToken: Cancel);

        Assert.Equal("user_2/1x2", estimate.Estimate.ModelId);
        Assert.Equal(["user_2/1x2"], (await server.Client.ListModelsAsync(new(), cancellationToken: Cancel))
            .Models.Select(model => model.ModelId));
        var (_, said) = Assert.Single(server.Log.All, logged => logged.Id == 1501);
        Assert.StartsWith("The model user_1/1x2 is left out: ", said, StringComparison.Ordinal);
        Assert.Contains(reason, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Is_logged_once_and_over_when_it_is_mended()
    {
        var path = _folder.Write("user_1/1x2");
        var weights = File.ReadAllBytes(path + ".safetensors");
        Cut(path + ".safetensors");
        await using var server = await InferenceServer.StartAsync(_folder.Path);

        server.Catalog.Refresh();
        File.WriteAllBytes(path + ".safetensors", weights);
        server.Catalog.Refresh();

        Assert.Single(server.Log.All, logged => logged.Id == 1501);
        Assert.Single((await server.Client.ListModelsAsync(new ListModelsRequest(), cancellationToken: Cancel)).Models);
    }

    private static JsonArray Ones(int count) => [.. Enumerable.Repeat(1, count).Select(one => (JsonNode)one)];

    private static void Cut(string path) => File.WriteAllBytes(path, File.ReadAllBytes(path)[..^10]);

    private static void Flip(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static byte[] WithNaN(string path)
    {
        var bytes = File.ReadAllBytes(path + ".safetensors");
        BitConverter.TryWriteBytes(bytes.AsSpan(bytes.Length - sizeof(float)), float.NaN);
        return bytes;
    }

    private static void Sign(string path, byte[] weights)
    {
        File.WriteAllBytes(path + ".safetensors", weights);
        var card = JsonNode.Parse(File.ReadAllText(path + ".json"))!;
        card["weightsSha256"] = ModelFolder.Sha256(path + ".safetensors");
        File.WriteAllText(path + ".json", card.ToJsonString());
    }

    private static void ToFolder(string path)
    {
        File.Delete(path + ".safetensors");
        Directory.CreateDirectory(path + ".safetensors");
    }
}
