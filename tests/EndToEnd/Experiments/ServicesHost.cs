using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using PlayCount.Experiments;
using PlayCount.Experiments.Conducting;
using PlayCount.Extraction;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>All services but inference in one process, over one data folder.</summary>
internal sealed class ServicesHost : IAsyncDisposable
{
    private readonly IHost _host;

    private ServicesHost(IHost host, string data) => (_host, Data) = (host, data);

    public string Data { get; }

    public ExperimentDesk Desk => _host.Services.GetRequiredService<ExperimentDesk>();

    public static async Task<ServicesHost> StartAsync(string data, string root, Action<IBusFactoryConfigurator>? bus = null)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Experiments:Roots:0"] = root,
            ["Experiments:PollSeconds"] = "0.1",
            ["Experiments:AskAgainSeconds"] = "1",
            ["Jobs:LeaseSeconds"] = "2",
            ["Jobs:PollSeconds"] = "0.1",
            ["Jobs:RepublishSeconds"] = "1",
            ["Jobs:MaxAttempts"] = "500",
        });
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
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new ServicesHost(host, data);
    }

    /// <summary>Waits for the end of an experiment.</summary>
    public async Task<ExperimentView> EndAsync(string id)
    {
        ExperimentView? last = null;
        await foreach (var view in Desk.WatchAsync(id, TestContext.Current.CancellationToken))
            last = view;
        return last!;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
