using System.Net;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Tests;
using PlayCount.Training;

namespace PlayCount.Services.Tests.Calls;

/// <summary>Mapping, Segmentation or Training over a data folder, answering on 127.0.0.1.</summary>
internal sealed class CallServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private CallServer(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<CallServer> SegmentationAsync(string data, int? port = null, params (string Key, string Value)[] settings) =>
        StartAsync(data, port, settings, builder => builder.AddSegmentation(), app => app.MapSegmentation());

    public static Task<CallServer> TrainingAsync(string data, int? port = null, params (string Key, string Value)[] settings) =>
        StartAsync(data, port, settings, builder => builder.AddTraining(), app => app.MapTraining());

    public static Task<CallServer> MappingAsync(string data, int? port = null, params (string Key, string Value)[] settings) =>
        StartAsync(data, port, settings, builder => builder.AddMapping(), app => app.MapMapping());

    /// <summary>A connection of its own; it ends with the server.</summary>
    public GrpcChannel Channel()
    {
        var channel = GrpcChannel.ForAddress(Address);
        _channels.Add(channel);
        return channel;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    private static async Task<CallServer> StartAsync(
        string data, int? port, (string Key, string Value)[] settings, Action<WebApplicationBuilder> add, Action<WebApplication> map)
    {
        var chosen = port ?? LoopbackPort.Free();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, chosen, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<ISqlStores>(new SqliteFolder(Path.Combine(data, "sql")));
        builder.Services.AddSingleton<IBlobStore>(new FolderBlobs(Path.Combine(data, "blobs")));
        add(builder);
        builder.AddMessaging();
        var app = builder.Build();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, $"http://127.0.0.1:{chosen}");
    }
}
