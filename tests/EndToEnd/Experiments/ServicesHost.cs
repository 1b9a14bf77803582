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

/// <summary>All services but inference in one process, over one data folder, with the experiments' desk on a port of 127.0.0.1.</summary>
internal sealed class ServicesHost : IAsyncDisposable
{
    private static readonly string[] Owners = ["extraction", "mapping", "segmentation", "training"];

    private readonly WebApplication _app;

    private ServicesHost(WebApplication app, string data, string address) => (_app, Data, Address) = (app, data, address);

    public string Data { get; }

    /// <summary>Where the desk answers, HTTP/2 without TLS.</summary>
    public string Address { get; }

    public ExperimentDesk Desk => _app.Services.GetRequiredService<ExperimentDesk>();

    public static Task<ServicesHost> StartAsync(string data, string root, Action<IBusFactoryConfigurator>? bus = null) =>
        StartAsync(data, [root], bus);

    public static async Task<ServicesHost> StartAsync(string data, string[] roots, Action<IBusFactoryConfigurator>? bus = null)
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
            ["Jobs:MaxAttempts"] = "500",
        });
        builder.Configuration.AddInMemoryCollection(roots.Select((root, i) =>
            KeyValuePair.Create(string.Create(CultureInfo.InvariantCulture, $"Experiments:Roots:{i}"), (string?)root)));
        builder.Services.AddSingleton<ISqlStores>(new SqliteFolder(Path.Combine(data, "sql")));
        builder.Services.AddSingleton<IBlobStore>(new FolderBlobs(Path.Combine(data, "blobs")));
        if (bus is not null)
            builder.Services.AddSingleton(bus);
        builder.AddExtraction();
        builder.AddMapping();
        builder.AddSegmentation();
        builder.AddTraining();
        builder.AddExperiments();
        builder.AddMessaging();
        var app = builder.Build();
        app.MapExperiments();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ServicesHost(app, data, $"http://127.0.0.1:{port}");
    }

    public string Study(string id) => Path.Combine(Data, "blobs", id);

    /// <summary>Waits for the end of an experiment.</summary>
    public async Task<ExperimentView> EndAsync(string id)
    {
        ExperimentView? last = null;
        await foreach (var view in Desk.WatchAsync(id, TestContext.Current.CancellationToken))
            last = view;
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
