using System.Diagnostics;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>
/// The estimates of <c>predictions.csv</c> once more from the model's files and the .npy features alone. Under split <c>paper-code</c> the
/// saved network is the one that was scored.
/// </summary>
public sealed class RunForwardPassTests : IDisposable
{
    private const double Tolerance = 1e-5; // single precision over a few thousand products, as the model computes
    private const string Python = "/usr/bin/python3";

    private readonly RunInput _input = new();

    public static TheoryData<string, string[]> Networks => new()
    {
        { "log-mel", [] },
        { "mfcc", ["--dense", "8,4", "--dropout", "0.2", "--gate-activation", "sigmoid"] },
        { "raw", ["--activation", "linear", "--loss", "log1p-mse"] },
        { "log-mel-full", ["--optimizer", "adam", "--activation", "relu"] },
        { "log-mel", ["--members", "3", "--recurrent-dropout", "0.2"] },
        { "mfcc", ["--encoder", "6", "--members", "2"] },
    };

    [Theory]
    [MemberData(nameof(Networks))]
    public async Task Plain_loops_over_a_models_files_give_its_estimates(string frontEnd, string[] more)
    {
        await RunAsync(frontEnd, more);

        var estimates = Estimates().ToArray();

        Assert.Equal(12, estimates.Select(row => row.Card).Distinct().Count()); // 3 listeners, 1 and 2 layers, 1 and 3 steps
        Assert.All(estimates, row => Assert.Equal(
            row.Estimate, PlainNetwork.Read(row.Card).Estimate(PlainFiles.Npy(Features(frontEnd, row.Song)), row.Samples), Tolerance));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    [Trait("Set", "Full")]
    public async Task NumPy_over_a_models_files_gives_its_estimates(string frontEnd, string[] more)
    {
        NeedsNumPy();
        await RunAsync(frontEnd, more);
        var estimates = Estimates().ToArray();
        await File.WriteAllTextAsync(_input.In("forward.py"), Script, TestContext.Current.CancellationToken);

        var (output, _) = Outside.Run(Python, [
            _input.In("forward.py"),
            .. estimates.SelectMany(row => (string[])[row.Card, Features(frontEnd, row.Song), $"{row.Samples}"]),
        ]);

        Assert.Equal(12, estimates.Select(row => row.Card).Distinct().Count());
        var numbers = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(PlainFiles.Double).ToArray();
        Assert.Equal(estimates.Length, numbers.Length);
        Assert.All(estimates.Zip(numbers), pair => Assert.Equal(pair.First.Estimate, pair.Second, Tolerance));
    }

    public void Dispose() => _input.Dispose();

    private Task<PlayCountRun> RunAsync(string frontEnd, string[] more) =>
        _input.SucceedAsync("out", ["--split", "paper-code", "--keep", "all", "--front-end", frontEnd, .. more]);

    private string Features(string frontEnd, string song) =>
        frontEnd == "raw" ? _input.In($"out/clips/{song}.npy") : _input.In($"out/features/{frontEnd}/{song}.npy");

    private IEnumerable<(string Card, string Song, int Samples, double Estimate)> Estimates() =>
        PlainFiles.Csv(_input.In("out"), "predictions.csv").Rows
        .Select(row => (_input.In($"out/models/user_{row[0]}/{row[1]}x{row[2]}.json"), row[3], PlainFiles.Number(row[5]),
            PlainFiles.Double(row[8])));

    private static void NeedsNumPy()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}: apt-get install python3-numpy");
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
        process.WaitForExit();
        Assert.SkipUnless(process.ExitCode == 0, "needs NumPy: apt-get install python3-numpy");
    }

    private const string Script = """
        import json, struct, sys
        import numpy as np

        ACTIVATIONS = {
            "tanh": np.tanh,
            "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
            "hardSigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
            "relu": lambda x: np.maximum(x, 0),
            "linear": lambda x: x,
        }

        def tensors(path):
            data = open(path, "rb").read()
            start = 8 + struct.unpack("<Q", data[:8])[0]
            header = json.loads(data[8:start])
            return {name: np.frombuffer(data[start:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).astype(float)
                    for name, entry in header.items() if name != "__metadata__"}

        def lstm(layer, kernel, recurrent, bias, x):
            act, gate, units = ACTIVATIONS[layer["activation"]], ACTIVATIONS[layer["gateActivation"]], layer["units"]
            h = c = np.zeros((x.shape[0], units))
            steps = []
            for t in range(x.shape[1]):
                i, f, g, o = np.split(x[:, t] @ kernel + h @ recurrent + bias, 4, axis=1)
                c = gate(f) * c + gate(i) * act(g)
                h = gate(o) * act(c)
                steps.append(h)
            return np.stack(steps, axis=1)

        def estimate(card, features, samples):
            model, w = json.load(open(card)), tensors(card[:-5] + ".safetensors")
            x = np.load(features).astype(float)
            if model["inputScaling"]:
                x = (x - np.array(model["inputScaling"]["mean"])) / np.array(model["inputScaling"]["deviation"])
            if "encoder" in model:
                x = np.tanh(x @ w["encoder.kernel"] + w["encoder.bias"])
            steps = model["steps"]
            x = x[:len(x) // steps * steps].reshape(-1, steps, x.shape[1])[-samples:]
            members = range(model["training"]["members"])
            return np.mean([forward(model["network"], w, "" if m == 0 else f"member.{m}.", x) for m in members])

        def forward(network, w, prefix, x):
            for n, layer in enumerate(network["lstm"]):
                name = f"{prefix}lstm.{n}"
                x = lstm(layer, w[f"{name}.kernel"], w[f"{name}.recurrent_kernel"], w[f"{name}.bias"], x)
            x = x[:, -1]
            for n, layer in enumerate(network["dense"]):
                x = ACTIVATIONS[layer["activation"]](x @ w[f"{prefix}dense.{n}.kernel"] + w[f"{prefix}dense.{n}.bias"])
            return x

        arguments = sys.argv[1:]
        for card, features, samples in zip(arguments[0::3], arguments[1::3], arguments[2::3]):
            print(repr(float(estimate(card, features, int(samples)))))
        """;
}
