using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Extraction;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Calls;

/// <summary>What Experiments sees of Training's jobs.</summary>
public sealed class JobWatchesTests : IDisposable
{
    private static readonly WatchJobRequest Asked = new() { ExperimentId = "first", User = 1, Layers = 2, Steps = 3 };

    private readonly TempFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public async Task Nothing_is_seen_while_Training_is_away_and_what_is_true_once_it_is_there()
    {
        await LeaseAsync();
        var port = LoopbackPort.Free();
        using var host = Build($"http://127.0.0.1:{port}");
        var watches = host.Services.GetRequiredService<JobWatches>();

        var away = watches.Of([Asked]);
        await using var training = await CallServer.TrainingAsync(_folder["data"], port);
        var job = await SeenAsync(watches);

        Assert.Empty(away);
        Assert.Equal((TrainingJob.Types.State.Leased, 1), (job.State, job.Attempts));
    }

    [Fact]
    public void Nobody_is_asked_where_no_address_is_given()
    {
        using var host = Build(address: null);

        Assert.Empty(host.Services.GetRequiredService<JobWatches>().Of([Asked]));
    }

    private static async Task<TrainingJob> SeenAsync(JobWatches watches)
    {
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await ticks.WaitForNextTickAsync(Cancel))
        {
            if (watches.Of([Asked]) is [var job])
                return job;
        }

        throw new OperationCanceledException();
    }

    private static IHost Build(string? address)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([new("Training:Address", address)]);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOptions<TrainingOptions>().BindConfiguration(TrainingOptions.Section);
        builder.Services.AddGrpcService<Contracts.V1.Training.TrainingClient>(
            _ => new Uri(address ?? "http://training"), Contracts.V1.Training.Descriptor);
        builder.Services.AddSingleton<JobWatches>();
        return builder.Build();
    }

    private async Task LeaseAsync()
    {
        var stores = new SqliteFolder(Path.Combine(_folder["data"], "sql"));
        var table = new JobTable("training", stores.Open("training", JobTables.Migrations("training")), TimeProvider.System);
        var command = new TrainNetwork { ExperimentId = "first", Round = 1, Work = "train/user_1/2x3", User = 1, Layers = 2, Steps = 3 };
        await table.AcceptAsync(command, typeof(TrainNetwork).FullName!, "{}", traceParent: null, Cancel);
        await table.LeaseAsync(TimeSpan.FromMinutes(5), Cancel);
    }
}
