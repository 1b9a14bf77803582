using System.Net;
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

namespace PlayCount.EndToEnd.Tests.Pages;

/// <summary>All services but inference in one process, with their pages on 127.0.0.1.</summary>
internal sealed class PagesHost : IAsyncDisposable
{
    public const int MaxUploadBytes = 2 << 20;
    public const int MaxUploadSeconds = 8;

    private readonly WebApplication _app;

    private PagesHost(WebApplication app, Uri address, Uri calls, string data) =>
        (_app, Address, Calls, Data) = (app, address, calls, data);

    public Uri Address { get; }

    /// <summary>Where Mapping answers calls, HTTP/2 without TLS.</summary>
    public Uri Calls { get; }

    public string Data { get; }

    public ExperimentDesk Desk => _app.Services.GetRequiredService<ExperimentDesk>();

    public IBlobStore Blobs => _app.Services.GetRequiredService<IBlobStore>();

    public static async Task<PagesHost> StartAsync(string data, string root)
    {
        // Settings of a program that lies beside the tests are not this host's.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = root });
        var (port, calls) = (LoopbackPort.Free(), LoopbackPort.Free());
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(IPAddress.Loopback, calls, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Experiments:Roots:0"] = root,
            ["Experiments:PollSeconds"] = "0.1",
            ["Mapping:Address"] = $"http://127.0.0.1:{calls}",
            ["Mapping:Playlists:ClientId"] = "0a1b2c", // nobody signs in, so nobody is called
            ["Mapping:Playlists:TokenFile"] = Path.Combine(data, "token", "spotify.json"),
            ["Jobs:PollSeconds"] = "0.1",
            ["Pages:MaxUploadBytes"] = $"{MaxUploadBytes}",
            ["Pages:MaxUploadSeconds"] = $"{MaxUploadSeconds}",
        });
        builder.Services.AddSingleton<ISqlStores>(new SqliteFolder(Path.Combine(data, "sql")));
        builder.Services.AddSingleton<IBlobStore>(new FolderBlobs(Path.Combine(data, "blobs")));
        builder.AddExtraction();
        builder.AddMapping();
        builder.AddSegmentation();
        builder.AddTraining();
        builder.AddExperiments();
        builder.AddMessaging();
        var app = builder.Build();
        app.MapMapping();
        app.MapExperiments();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new PagesHost(app, new Uri($"http://127.0.0.1:{port}"), new Uri($"http://127.0.0.1:{calls}"), data);
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
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
