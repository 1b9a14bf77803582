using System.Diagnostics;
using System.Text.Json.Nodes;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

/// <summary>What the product's AppHost writes when it is published, in a folder of its own.</summary>
public sealed class AppHostFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AppHostFiles()
    {
        Azure = Publish("azure");
        Containers = Publish("containers", "--compose", Compose);
    }

    /// <summary>The product's AppHost, built as these tests are.</summary>
    public static string Assembly { get; } = Path.Combine(
        Outside.Root, "AppHost", Path.GetRelativePath(Path.Combine(Outside.Root, "tests", "AppHost"), AppContext.BaseDirectory),
        "PlayCount.AppHost.dll");

    /// <summary>The resources as they are published unless another backing is asked for.</summary>
    public JsonObject Azure { get; }

    public JsonObject Containers { get; }

    public string Compose => _folder.In("compose");

    public string FolderOf(string backing) => _folder.In(backing);

    /// <summary>The AppHost's exit code and what it printed, run in the folder.</summary>
    public (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [Assembly, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = _folder.Path,
            })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    public void Dispose() => _folder.Dispose();

    private JsonObject Publish(string backing, params string[] more)
    {
        var file = _folder.In(backing, "manifest.json");
        var (exitCode, _, error) = Run(
            ["--publisher", "manifest", "--output-path", file, "--backing", backing, "--data", _folder.In("data"), .. more]);
        Assert.True(exitCode == 0, error);
        return JsonNode.Parse(File.ReadAllText(file))!["resources"]!.AsObject();
    }
}
