using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PlayCount.Tests;

/// <summary>A collector on 127.0.0.1 that keeps what it is sent, over gRPC or HTTP.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private const int GrpcPrefixBytes = 5; // not compressed, and the length

    /// <summary>Ends a test that would wait for ever; a hundred times what any of them takes.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly WebApplication _app;
    private readonly Channel<(string Path, byte[] Body)> _arrived = Channel.CreateUnbounded<(string, byte[])>();

    private OtlpReceiver(WebApplication app, int port) => (_app, Endpoint) = (app, $"http://127.0.0.1:{port}");

    public string Endpoint { get; }

    public List<OtlpSpan> Spans { get; } = [];

    public List<OtlpLine> Lines { get; } = [];

    public List<OtlpMetric> Metrics { get; } = [];

    public int Requests => _arrived.Reader.Count;

    public static async Task<OtlpReceiver> StartAsync(string protocol)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        var port = LoopbackPort.Free();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen =>
            listen.Protocols = protocol == "grpc" ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddLogging(logging => logging.ClearProviders());
        var receiver = new OtlpReceiver(builder.Build(), port);
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>Waits for what is sent until there is what the test wants.</summary>
    public async Task UntilAsync(Func<OtlpReceiver, bool> isThere)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        while (!isThere(this))
        {
            var (path, body) = await NextAsync(limit.Token);
            if (path is "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
                Spans.AddRange(Otlp.Spans(body));
            else if (path is "/v1/logs" or "/opentelemetry.proto.collector.logs.v1.LogsService/Export")
                Lines.AddRange(Otlp.Lines(body));
            else if (path is "/v1/metrics" or "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
                Metrics.AddRange(Otlp.Metrics(body));
            else
                Assert.Fail($"'{path}' is no path of OTLP.");
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<(string Path, byte[] Body)> NextAsync(CancellationToken limit)
    {
        try
        {
            return await _arrived.Reader.ReadAsync(limit);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"It did not arrive in {Longest}. What did:\n{string.Join('\n', Spans)}\n{string.Join('\n', Lines)}\n"
                + string.Join('\n', Metrics.Distinct()));
            throw;
        }
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var content = new MemoryStream();
        await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        var isGrpc = context.Request.ContentType == "application/grpc";
        await _arrived.Writer.WriteAsync((context.Request.Path, content.ToArray()[(isGrpc ? GrpcPrefixBytes : 0)..]));
        context.Response.ContentType = context.Request.ContentType;
        if (!isGrpc)
            return;
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(new byte[GrpcPrefixBytes], context.RequestAborted); // an answer without fields
        context.Response.AppendTrailer("grpc-status", "0");
    }
}
