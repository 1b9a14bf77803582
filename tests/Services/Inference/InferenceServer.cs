using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.V1;
using PlayCount.Inference;
using PlayCount.Inference.Serving;
using PlayCount.ServiceDefaults;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Inference;

/// <summary>The service as it is started, on two ports of 127.0.0.1.</summary>
internal sealed class InferenceServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private InferenceServer(WebApplication app, int port, int healthPort, LoggedEvents log) =>
        (_app, Address, Health, Log) = (app, new($"http://127.0.0.1:{port}"), new($"http://127.0.0.1:{healthPort}/health"), log);

    public Uri Address { get; }

    public Uri Health { get; }

    public LoggedEvents Log { get; }

    public IServiceProvider Services => _app.Services;

    public ModelCatalog Catalog => Services.GetRequiredService<ModelCatalog>();

    public Estimator.EstimatorClient Client => new(Channel());

    public static async Task<InferenceServer> StartAsync(
        string data, Action<InferenceOptions>? configure = null, Action<IServiceCollection>? services = null)
    {
        var (port, healthPort) = (LoopbackPort.Free(), LoopbackPort.Free());
        var builder = Builder(new()
        {
            ["Inference:Data"] = data,
            ["Inference:Listening:Port"] = $"{port}",
            ["Inference:Listening:HealthPort"] = $"{healthPort}",
        });
        var log = new LoggedEvents();
        builder.Logging.AddProvider(log);
        services?.Invoke(builder.Services);
        builder.AddInference();
        builder.Services.Configure<InferenceOptions>(options => configure?.Invoke(options));
        var app = Build(builder);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, port, healthPort, log);
    }

    public static WebApplicationBuilder Builder(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.Services.AddRoutingCore();
        builder.AddServiceDefaults();
        return builder;
    }

    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapInference();
        return app;
    }

    /// <summary>A connection of its own; it ends with the server.</summary>
    public GrpcChannel Channel()
    {
        var channel = GrpcChannel.ForAddress(Address, new() { MaxReceiveMessageSize = null });
        _channels.Add(channel);
        return channel;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _app.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
            channel.Dispose();
        await _app.DisposeAsync();
    }
}
