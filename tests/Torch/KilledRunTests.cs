using System.Globalization;
using System.Text.Json;
using PlayCount.EndToEnd.Tests;
using PlayCount.Tests;

namespace PlayCount.Torch.Tests;

public sealed class KilledRunTests : IDisposable
{
    /// <summary>Single precision over a few thousand products, as the model computes.</summary>
    private const double Tolerance = 1e-5;

    /// <summary>A network a listener on 11 to 13 folds, some tenths of a second each, so that a run is killed on its way.</summary>
    private static readonly string[] Study =
    [
        "--layers", "1", "--steps", "3", "--units", "50", "--epochs", "100", "--threads", "1", "--keep", "all",
    ];

    private readonly RunInput _input;

    public KilledRunTests()
    {
        Engines.Need();
        _input = new();
    }

    public void Dispose() => _input.Dispose();

    [Fact]
    [Trait("Set", "Full")]
    public async Task A_run_killed_on_the_managed_engine_goes_on_on_torch_and_its_models_are_served_by_inference()
    {
        await KillOnTheWayAsync();

        await _input.SucceedAsync("out", [.. Study, "--engine", "torch"]);

        var engines = $"managed; torch {TorchSharp.torch.__version__} cpu";
        using var results = JsonDocument.Parse(await File.ReadAllBytesAsync(_input.In("out", "results.json"), Cancel));
        Assert.Contains(results.RootElement.GetProperty("networks").EnumerateArray(), network =>
            network.GetProperty("engine").GetString()!.StartsWith(engines, StringComparison.Ordinal));
        await AssertServedAsync();
    }

    [Fact]
    public async Task A_run_takes_the_library_and_the_precision_that_are_named()
    {
        var library = Directory.EnumerateFiles(AppContext.BaseDirectory, "libLibTorchSharp.so", SearchOption.AllDirectories).First();

        await _input.SucceedAsync(
            "out", "--layers", "1", "--steps", "1", "--units", "4", "--epochs", "1", "--engine", "torch", "--precision", "bf16",
            "--libtorch", Path.GetDirectoryName(library)!);

        using var results = JsonDocument.Parse(await File.ReadAllBytesAsync(_input.In("out", "results.json"), Cancel));
        Assert.All(results.RootElement.GetProperty("networks").EnumerateArray(), network => Assert.Equal(
            $"torch {TorchSharp.torch.__version__} cpu bf16", network.GetProperty("engine").GetString()));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Kills a run as soon as it has left the outcome of a fold.</summary>
    private async Task KillOnTheWayAsync()
    {
        using var run = ServedRun.Start(_input.Command("out", ["--mapping", _input.Mapping, .. Study, "--engine", "managed"]));
        _ = run.StandardError.ReadToEndAsync(Cancel);
        var state = _input.In("out", "state");
        while (!run.HasExited
            && !(Directory.Exists(state) && Directory.EnumerateFiles(state, "*fold*.json", SearchOption.AllDirectories).Any()))
            await Task.Delay(TimeSpan.FromMilliseconds(20), Cancel);
        run.Kill();
        await run.WaitForExitAsync(Cancel);

        Assert.False(File.Exists(_input.In("out", "results.json")));
    }

    private async Task AssertServedAsync()
    {
        using var server = ServedRun.Start("serve", "--data", _input.In("out"));
        try
        {
            var address = await ServedRun.AddressOfAsync(server);
            foreach (var song in new[] { 0, 4, 9 })
            {
                var run = await PlayCountRun.SucceedAsync(
                    "predict", "--address", address, "--user", "ann", "--song", RunInput.SongId(song));
                using var answer = JsonDocument.Parse(run.Output);
                var model = answer.RootElement.GetProperty("modelId").GetString();
                var network = PlainNetwork.Read(_input.In("out", "models", model + ".json"));
                var features = PlainFiles.Npy(_input.In("out", "features", "log-mel", RunInput.SongId(song) + ".npy"));

                var expected = network.Estimate(features, features.Shape[0] / network.Steps);
                Assert.Equal(expected, answer.RootElement.GetProperty("scaled").GetDouble(), Tolerance);
            }
        }
        finally
        {
            Outside.Run("kill", "-s", "TERM", server.Id.ToString(CultureInfo.InvariantCulture));
            await server.WaitForExitAsync(CancellationToken.None);
        }
    }
}
