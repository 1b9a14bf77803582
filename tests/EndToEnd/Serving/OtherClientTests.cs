using System.Text.Json;
using PlayCount.Contracts.V1;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>Other implementations of gRPC call the server and see the numbers of plain loops over the model's files.</summary>
[Trait("Set", "Full")]
public sealed class OtherClientTests(ServedRun run) : IClassFixture<ServedRun>
{
    private const double Tolerance = 1e-5; // single precision over a few thousand products, as the model computes
    private const int Song = 6;
    private const string Python = "/usr/bin/python3"; // Debian's, which python3-grpcio belongs to

    private static readonly string Scripts = Path.Combine(Outside.Root, "tests", "EndToEnd", "Serving", "Clients");
    private static readonly int[] Ranked = [1, 4, Song, 12];

    [Fact]
    public async Task In_Python_see_the_same_numbers()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}: apt-get install python3-grpcio");
        var probe = Outside.Run(Python, "-c", "import importlib.util as u; print(u.find_spec('grpc') is not None)");
        Assert.SkipUnless(probe.Output.Trim() == "True", "needs python3-grpcio: apt-get install python3-grpcio");
        var descriptor = run.Input.In("estimator.bin");
        await File.WriteAllBytesAsync(
            descriptor, EstimatorReflection.Descriptor.SerializedData.ToByteArray(), TestContext.Current.CancellationToken);

        AssertNumbers(Outside.Run(Python, [Path.Combine(Scripts, "client.py"), descriptor, .. Arguments()]).Output);
    }

    [Fact]
    public void In_JavaScript_see_the_same_numbers()
    {
        Outside.NeedsProgram("node", "nodejs");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(Outside.Root, "tests", "node_modules", "@grpc", "grpc-js")),
            "needs @grpc/grpc-js: infra/install.sh");
        var protos = Path.Combine(Outside.Root, "contracts", "Protos", "playcount", "v1", "estimator.proto");

        AssertNumbers(Outside.Run("node", [Path.Combine(Scripts, "client.js"), protos, .. Arguments()]).Output);
    }

    private string[] Arguments() =>
    [
        new Uri(run.Address).Authority, "ann", RunInput.SongId(Song), run.Input.AudioPath(Song),
        string.Join(',', Ranked.Select(RunInput.SongId)),
    ];

    private void AssertNumbers(string output)
    {
        using var json = JsonDocument.Parse(output);
        var seen = json.RootElement;
        var model = seen.GetProperty("model").GetString()!;
        var expected = run.Expected(model, Song);
        var card = PlainFiles.Json(run.Folder, "models", model + ".json");
        var whole = RunInput.Clips(Song) / card.GetProperty("steps").GetInt32() * card.GetProperty("steps").GetInt32();
        Assert.Equal(1, seen.GetProperty("health").GetInt32()); // SERVING
        Assert.All(["bySong", "byAudio", "byStream"], how => Assert.Equal(expected, seen.GetProperty(how).GetDouble(), Tolerance));
        Assert.Equal(whole, seen.GetProperty("clips").GetInt32());
        // The last clip is half full: it counts in the last answer only.
        Assert.Equal(RunInput.Clips(Song), seen.GetProperty("answers").GetInt32());
        Assert.Equal(Ranked.Select(song => (Id: RunInput.SongId(song), Scaled: run.Expected(model, song)))
            .OrderByDescending(song => song.Scaled)
            .Select(song => song.Id), seen.GetProperty("ranked").EnumerateArray().Select(song => song.GetString()));
        Assert.Equal("NOT_FOUND", seen.GetProperty("unknown").GetString());
    }
}
