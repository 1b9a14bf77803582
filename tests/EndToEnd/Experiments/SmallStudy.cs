using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>The study of <see cref="FinishedRun"/> as a request to the services, and what it leaves.</summary>
internal static class SmallStudy
{
    /// <summary>What a run leaves besides its results: when it was, who holds it, its rows, its state.</summary>
    private static readonly string[] OwnFiles = ["run-info.json", ".lock", "catalog.sqlite", "state/"];

    public static ExperimentRequest Request(RunInput input) => RequestedSettings.Read(Settings(input));

    public static Settings Settings(RunInput input)
    {
        var settings = new Settings
        {
            Triplets = input.Triplets,
            Audio = input.Audio,
            Mapping = input.Mapping,
            TopUsers = 3,
            ClipSamples = RunInput.ClipSamples,
            Units = 6,
            Epochs = 3,
        };
        settings.Layers.AddRange([1, 2]);
        settings.Steps.AddRange([1, 3]);
        return settings;
    }

    /// <summary>Begins the study under an id and waits for its end.</summary>
    public static async Task<ExperimentView> RunAsync(this ServicesHost services, string id, RunInput input)
    {
        await services.Desk.StartAsync(id, Request(input), TestContext.Current.CancellationToken);
        return await services.EndAsync(id);
    }

    /// <summary>Asserts that it is done, with the files that a run has.</summary>
    public static void AssertSame(FinishedRun run, ServicesHost services, ExperimentView end)
    {
        Assert.Equal((ExperimentState.Done, null), (end.State, end.Failure));
        AssertSameFiles(run.Folder, services.Study(end.Id));
    }

    /// <summary>Asserts that an experiment's folder has the files of a run's folder, byte for byte.</summary>
    public static void AssertSameFiles(string expected, string actual)
    {
        Assert.Equal(Names(expected), Names(actual));
        foreach (var name in Names(expected))
        {
            var same = File.ReadAllBytes(Path.Combine(expected, name)).AsSpan()
                .SequenceEqual(File.ReadAllBytes(Path.Combine(actual, name)));
            Assert.True(same, $"{name} differs from the run's.");
        }
    }

    private static string[] Names(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path))
            .Where(name => !OwnFiles.Any(own => name.StartsWith(own, StringComparison.Ordinal))).Order(StringComparer.Ordinal)];
}
