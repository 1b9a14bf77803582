using System.Text.RegularExpressions;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using PlayCount.Faults;

namespace PlayCount.EndToEnd.Tests.Apart;

/// <summary>The AppHost itself, with six services as processes on RabbitMQ, MariaDB and Azurite.</summary>
[Trait("Set", "Full"), Collection("local applications")] // one after the other: each is ten processes
public sealed partial class LocalApplicationTests(GoldenRun golden, ITestOutputHelper output) : IDisposable
{
    private const int Listeners = 5; // who are selected unless fewer are asked for
    private const int Networks = 2; // of each listener: of 1 layer, of 1 and of 6 steps

    // An experiment that is done is looked after once more: sooner than usual, but later than Azurite writes its index.
    private static readonly (string Name, string Value) SoonChecked = ("Experiments__CheckAgainSeconds", "8");

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Six_processes_on_three_servers_make_what_a_run_makes_and_leave_nothing_behind()
    {
        LocalServers.Needed();
        // Where the AppHost makes its sample, and with the settings that it has for that.
        var sample = _folder.In("data", "sample");
        await PlayCountRun.SucceedAsync("sample", "--out", sample, "--songs", "12");
        await PlayCountRun.SucceedAsync(
            "run", "--triplets", Path.Combine(sample, "triplets.tsv"), "--audio", Path.Combine(sample, "music"),
            "--mapping", Path.Combine(sample, "mapping"), "--out", _folder.In("run"), "--layers", "1", "--steps", "1,6", "--epochs", "40");
        await using var application = Start();

        var id = (await application.LineAsync(Printed.Experiment(), Token)).Groups[1].Value;
        await application.LineAsync(Report(), Token);

        var services = LocalApplication.Services.Select(service => application.Resource(service).Id).ToArray();
        Assert.Distinct(services);
        Assert.All(services, service => Assert.True(Directory.Exists($"/proc/{service}"), $"Process {service} has ended."));
        Assert.Superset(services.ToHashSet(), (await BrokerConnections.ProcessesAsync(application, Token)).ToHashSet());
        await AssertRowsAsync(application);
        var song = await AssertBlobsAsync(application, id, _folder.In("run"));
        await AssertEstimatesAsync(application, song);
        await application.StopAsync(Token);
        Assert.Equal((0, ""), (application.ExitCode, await application.LeftAsync(Patience, Token)));
    }

    [Fact]
    public async Task Real_songs_go_the_same_way()
    {
        LocalServers.Needed();
        var run = await golden.FolderAsync();
        await using var trial = new Trial(
            () => Start("--triplets", GoldenRun.Triplets, "--audio", GoldenRun.Audio, "--mapping", GoldenRun.Mapping));
        await trial.ReadyAsync(Token);
        var settings = new Settings
        {
            Triplets = GoldenRun.Triplets,
            Audio = GoldenRun.Audio,
            Mapping = GoldenRun.Mapping,
            Epochs = GoldenRun.Epochs,
        };
        settings.Layers.Add(1);
        settings.Steps.Add(GoldenRun.Steps);

        await trial.BeginAsync("real", settings, Token);
        await trial.EndAsync("real", Token);

        Assert.Empty(await trial.WrongAsync("real", run, Token));
    }

    public void Dispose() => _folder.Dispose();

    private LocalApplication Start(params string[] arguments) =>
        new(Programs.Built().AppHost, _folder.In("data"), arguments, [SoonChecked]);

    private async Task AssertRowsAsync(LocalApplication application)
    {
        var rows = await new StoredRows(application).CountsAsync(Token);
        output.WriteLine(string.Join('\n', rows.Select(table => $"{table.Key}: {table.Value}")));
        // Every network of each listener is a job, and the best of each one more.
        Assert.Equal(
            (1L, 1L, 1L, (long)Listeners * (Networks + 1)),
            (rows["experiments"], rows["extraction_jobs"], rows["mapping_jobs"], rows["training_jobs"]));
        Assert.Equal(
            rows["experiment_work"],
            rows["extraction_jobs"] + rows["mapping_jobs"] + rows["segmentation_jobs"] + rows["training_jobs"]);
    }

    /// <returns>A song with clips.</returns>
    private async Task<string> AssertBlobsAsync(LocalApplication application, string id, string run)
    {
        await new StoredBlobs(application).DownloadAsync(id, _folder.In("copy"), Token);
        var songs = Directory.GetFiles(_folder.In("copy", "clips"), "*.npy").Select(Path.GetFileNameWithoutExtension).ToArray();
        Assert.NotEmpty(songs);
        Assert.Equal(Listeners, Directory.GetDirectories(_folder.In("copy", "models")).Length);
        Assert.Empty(SameFiles.Differences(run, _folder.In("copy")));
        return songs[0]!;
    }

    private static async Task AssertEstimatesAsync(LocalApplication application, string song)
    {
        using var channel = GrpcChannel.ForAddress(application.Endpoint("inference", "grpc"));
        var estimator = new Estimator.EstimatorClient(channel);
        var models = await estimator.ListModelsAsync(new ListModelsRequest(), cancellationToken: Token);
        var model = models.Models.First(known => known.Serves);
        var answer = await estimator.PredictAsync(
            new PredictRequest { UserId = model.UserId, SongId = song }, cancellationToken: Token);
        Assert.Equal(model.ModelId, answer.Estimate.ModelId);
        Assert.True(answer.Estimate.Clips > 0 && double.IsFinite(answer.Estimate.Plays), $"This is no estimate: {answer}");
    }

    [GeneratedRegex("^report: ")]
    private static partial Regex Report();
}
