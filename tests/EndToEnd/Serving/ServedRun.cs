using System.Diagnostics;
using System.Text.Json;
using PlayCount.Cli;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

/// <summary>A finished run with all of its networks kept, served by <c>playcount serve</c> in a process of its own.</summary>
public sealed class ServedRun : IAsyncLifetime
{
    private Process _server = null!;

    internal RunInput Input { get; } = new();

    internal string Folder => Input.In("out");

    /// <summary>What <c>--address</c> takes.</summary>
    internal string Address { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        await Input.SucceedAsync("out", "--keep", "all");
        _server = Start("serve", "--data", Folder);
        Address = await AddressOfAsync(_server);
    }

    /// <summary>Runs the command line as a process.</summary>
    internal static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    internal static async Task<string> AddressOfAsync(Process server)
    {
        var line = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        if (line is null)
            Assert.Fail($"serve ended: {await server.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        Assert.StartsWith("Listening on http://127.0.0.1:", line, StringComparison.Ordinal);
        return line["Listening on ".Length..];
    }

    /// <summary>A command that asks this server, in this process; has to succeed.</summary>
    internal async Task<JsonElement> AskAsync(string command, params string[] arguments)
    {
        var run = await PlayCountRun.SucceedAsync([command, "--address", Address, .. arguments]);
        Assert.Equal("", run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.Clone();
    }

    /// <summary>What plain loops over the files of the model say of a song: the mean over all its whole samples.</summary>
    internal double Expected(string modelId, int song)
    {
        var network = PlainNetwork.Read(Path.Combine(Folder, "models", modelId + ".json"));
        var features = PlainFiles.Npy(Path.Combine(Folder, "features", "log-mel", RunInput.SongId(song) + ".npy"));
        return network.Estimate(features, features.Shape[0] / network.Steps);
    }

    public async ValueTask DisposeAsync()
    {
        Outside.Run("kill", "-s", "TERM", $"{_server.Id}");
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        Input.Dispose();
    }
}
