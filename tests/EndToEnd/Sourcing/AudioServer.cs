using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Sourcing;

/// <summary>The files of a folder over HTTP on a port of 127.0.0.1, with ranges and versions, as an honest server has them.</summary>
internal sealed class AudioServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _requests;

    private AudioServer(WebApplication app, string address) => (_app, Address) = (app, address);

    public string Address { get; }

    /// <summary>Requests that were answered with a file's bytes.</summary>
    public int Sent => _requests;

    public static async Task<AudioServer> StartAsync(string folder)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var address = $"http://127.0.0.1:{LoopbackPort.Free()}";
        builder.WebHost.UseKestrelCore().UseUrls(address);
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        var app = builder.Build();
        var server = new AudioServer(app, address + "/music");
        app.MapGet("/music/{name}", (string name) =>
        {
            var path = Path.Combine(folder, Path.GetFileName(name));
            if (!File.Exists(path))
                return Results.NotFound();
            Interlocked.Increment(ref server._requests);
            return Results.File(path, lastModified: File.GetLastWriteTimeUtc(path), enableRangeProcessing: true);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
