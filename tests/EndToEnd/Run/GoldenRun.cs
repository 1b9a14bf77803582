using PlayCount.EndToEnd.Tests;
using PlayCount.Tests;

[assembly: AssemblyFixture(typeof(GoldenRun))]

namespace PlayCount.EndToEnd.Tests;

/// <summary>A run on shared/data, made when a test first asks for it: tests may have been skipped before.</summary>
public sealed class GoldenRun : IDisposable
{
    public const int Steps = 24;
    public const int Epochs = 1;

    private readonly Lazy<Task<string>> _folder;
    private readonly TemporaryFolder _temporary = new();

    public GoldenRun() => _folder = new(RunAsync);

    // Each skips the test where it is absent.
    public static string Triplets => Outside.Data("triplets/train_triplets_sample.txt");

    public static string Mapping => Outside.Data("mapping/archive_341_reconstructed.tar.bz2");

    public static string Audio => Outside.Data("music");

    public Task<string> FolderAsync() => _folder.Value;

    public void Dispose() => _temporary.Dispose();

    private async Task<string> RunAsync()
    {
        await PlayCountRun.SucceedAsync(
            "run", "--triplets", Triplets, "--mapping", Mapping, "--audio", Audio, "--out", _temporary.In("out"), "--layers", "1",
            "--steps", $"{Steps}", "--epochs", $"{Epochs}");
        return _temporary.In("out");
    }
}
