using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class ExperimentTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    /// <summary>What a run leaves besides its results: when it was, who holds it, its rows, its state.</summary>
    private static readonly string[] OwnFiles = ["run-info.json", ".lock", "catalog.sqlite", "state/"];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task An_experiment_leaves_the_files_of_a_run_with_the_same_settings()
    {
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), run.Input.In(""));

        var view = await services.Desk.StartAsync("first", Request(), TestContext.Current.CancellationToken);
        var end = await services.EndAsync(view.Id);

        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        AssertSameFiles(run.Folder, Path.Combine(services.Data, "blobs", "first"));
    }

    public void Dispose() => _folder.Dispose();

    internal static void AssertSameFiles(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        foreach (var name in Names(expected))
            Assert.True(File.ReadAllBytes(Path.Combine(expected, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name))), name);
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Where(name => !OwnFiles.Any(own => name.StartsWith(own, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];

    private ExperimentRequest Request()
    {
        var settings = new Settings
        {
            Triplets = run.Input.Triplets,
            Audio = run.Input.Audio,
            Mapping = run.Input.Mapping,
            TopUsers = 3,
            ClipSamples = RunInput.ClipSamples,
            Units = 6,
            Epochs = 3,
        };
        settings.Layers.AddRange([1, 2]);
        settings.Steps.AddRange([1, 3]);
        return RequestedSettings.Read(settings);
    }
}
