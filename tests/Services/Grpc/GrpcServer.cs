using System.Net;
using Grpc.AspNetCore.Server;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Contracts.V1;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Grpc;

/// <summary>A server of scripted services on 127.0.0.1, HTTP/2 without TLS, and a channel to it.</summary>
internal sealed class GrpcServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly List<GrpcChannel> _channels = [];

    private GrpcServer(WebApplication app, int port) => (_app, Address) = (app, new($"http://127.0.0.1:{port}"));

    public Uri Address { get; }

    public IServiceProvider Services => _app.Services;

    public Estimator.EstimatorClient Estimator => new(Channel());

    public static async Task<GrpcServer> StartAsync(
        ScriptedEstimator? estimator = null, Action<GrpcServiceOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var port = LoopbackPort.Free();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders())
            .AddGrpc(options ?? (_ => { }));
        builder.Services.AddSingleton(estimator ?? new()).AddSingleton<ScriptedExperiments>().AddGrpcHealthChecks();
        services?.Invoke(builder.Services);

        var app = builder.Build();
        app.MapGrpcService<ScriptedEstimator>();
        app.MapGrpcService<ScriptedExperiments>();
        app.MapGrpcService(Sum.Definition);
        app.MapGrpcHealthChecksService();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, port);
    }

    /// <summary>A connection of its own; it ends with the server.</summary>
    public GrpcChannel Channel(Action<GrpcChannelOptions>? configure = null)
    {
        var options = new GrpcChannelOptions();
        configure?.Invoke(options);
        var channel = GrpcChannel.ForAddress(Address, options);
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
