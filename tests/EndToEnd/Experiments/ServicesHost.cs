using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using Dapper;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Experiments;
using PlayCount.Experiments.Conducting;
using PlayCount.Extraction;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Tests;
using PlayCount.Training;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>Services of an experiment.</summary>
[Flags]
internal enum Parts
{
    Leading = 1,
    Preparing = 2,
    Training = 4,
    All = Leading | Preparing | Training,
}

/// <summary>
/// All services but inference in one process, or some of them, over one data folder, with what they answer to calls on a port of 127.0.0.1.
/// </summary>
internal sealed class ServicesHost : IAsyncDisposable
{
    /// <summary>In a setting: where the host itself answers.</summary>
    public const string Own = "{own}";

    private static readonly TimeSpan LongestExperiment = TimeSpan.FromMinutes(5);

    private static readonly string[] Owners = ["extraction", "mapping", "segmentation", "training"];

    private readonly WebApplication _app;

    private ServicesHost(WebApplication app, string data, string address) => (_app, Data, Address) = (app, data, address);

    public string Data { get; }

    /// <summary>Where calls are answered, HTTP/2 without TLS.</summary>
    public string Address { get; }

    /// <summary>What the meters of this host, and of no other one of the process, have as their scope.</summary>
    public object Meters => _app.Services.GetRequiredService<IMeterFactory>();

    public ExperimentDesk Desk => _app.Services.GetRequiredService<ExperimentDesk>();

    public static Task<ServicesHost> StartAsync(string data, string root, Action<IBusFactoryConfigurator>? bus = null) =>
        StartAsync(data, [root], bus);

    public static Task<ServicesHost> StartAsync(string data, string[] roots, Action<IBusFactoryConfigurator>? bus = null) =>
        StartAsync(data, roots, Parts.All, bus);

    /// <param name="data">Data folder, which several may share.</param>
    /// <param name="roots">Folders that experiments may read.</param>
    /// <param name="parts">The services.</param>
    /// <param name="bus">Disturbs the bus.</param>
    /// <param name="settings">Settings besides, or instead of, the usual ones.</param>
    public static async Task<ServicesHost> StartAsync(
        string data, string[] roots, Parts parts, Action<IBusFactoryConfigurator>? bus, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var port = LoopbackPort.Free();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Experiments:PollSeconds"] = "0.1",
            ["Experiments:AskAgainSeconds"] = "1",
            ["Jobs:LeaseSeconds"] = "2",
            ["Jobs:PollSeconds"] = "0.1",
            ["Jobs:RepublishSeconds"] = "1",
            ["Jobs:MaxTakeovers"] = "500",
        });
        builder.Configuration.AddInMemoryCollection(roots.Select((root, i) =>
            KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"Experiments:Roots:{i}"), (string?)root)));
        builder.Configuration.AddInMemoryCollection(settings.Select(setting =>
            KeyValuePair.Create(setting.Key, (string?)setting.Value.Replace(Own, $"http://127.0.0.1:{port}", StringComparison.Ordinal))));
        builder.Services.AddSingleton<ISqlStores>(new SqliteFolder(Path.Combine(data, "sql")));
        builder.Services.AddSingleton<IBlobStore>(new FolderBlobs(Path.Combine(data, "blobs")));
        builder.Services.AddSingleton<IBlobContainers>(new FolderContainers(Path.Combine(data, "containers")));
        if (bus is not null)
            builder.Services.AddSingleton(bus);
        if (parts.HasFlag(Parts.Preparing))
            builder.AddExtraction().AddMapping().AddSegmentation();
        if (parts.HasFlag(Parts.Training))
            builder.AddTraining();
        if (parts.HasFlag(Parts.Leading))
            builder.AddExperiments();
        builder.AddMessaging();
        var app = builder.Build();
        if (parts.HasFlag(Parts.Preparing))
            app.MapMapping().MapSegmentation();
        if (parts.HasFlag(Parts.Training))
            app.MapTraining();
        if (parts.HasFlag(Parts.Leading))
            app.MapExperiments();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ServicesHost(app, data, $"http://127.0.0.1:{port}");
    }

    public string Study(string id) => Path.Combine(Data, "blobs", id);

    /// <summary>Waits for the end of an experiment, which is minutes away at most.</summary>
    public async Task<ExperimentView> EndAsync(string id)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(LongestExperiment);
        ExperimentView? last = null;
        try
        {
            await foreach (var view in Desk.WatchAsync(id, limit.Token))
                last = view;
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            var open = (await JobsAsync()).Where(job => job.Value.State != "done").Select(job => $"{job.Key} {job.Value}");
            Assert.Fail($"'{id}' is not done after {LongestExperiment}, but {last?.Stage}: {string.Join(", ", open)}");
        }

        return last!;
    }

    /// <summary>All jobs of all services: state and attempts by key.</summary>
    public async Task<IReadOnlyDictionary<string, (string State, long Attempts)>> JobsAsync()
    {
        var jobs = new Dictionary<string, (string, long)>();
        foreach (var owner in Owners)
        {
            await using var file = SqliteFile.ForChanges(Path.Combine(Data, "sql", owner + ".sqlite"));
            await using var connection = await file.OpenConnectionAsync(TestContext.Current.CancellationToken);
            foreach (var job in await connection.QueryAsync<(string Key, string State, long Attempts)>(
                $"SELECT job_key, state, attempts FROM {owner}_jobs"))
                jobs.Add(job.Key, (job.State, job.Attempts));
        }

        return jobs;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
