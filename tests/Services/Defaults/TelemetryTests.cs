using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using PlayCount.Tests;

namespace PlayCount.Services.Tests.Defaults;

public sealed class TelemetryTests : IDisposable
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("playcount-telemetry-");

    [Theory]
    [InlineData("grpc")]
    [InlineData("http/protobuf")]
    public async Task Is_one_trace_from_a_request_through_messages_and_a_job_to_its_answer(string protocol)
    {
        await using var receiver = await OtlpReceiver.StartAsync(protocol);
        await using var app = await StartAsync(receiver, protocol);

        (await app.Client.GetAsync("begin", Cancel)).EnsureSuccessStatusCode();
        await app.AnswerAsync();

        await receiver.UntilAsync(all => Trace(all).Any(span => IsConsumed(span) && Ancestors(all, span).Contains("defaults answer"))
            && Trace(all).Any(IsJob));
        var answer = Assert.Single(Trace(receiver), span => span.Name == "defaults answer");
        Assert.Equal("defaults map", Parent(receiver, answer)?.Name);
        Assert.All(Trace(receiver), span => Assert.Equal("named-by-variable", span.Service));
    }

    [Fact]
    public async Task Brings_logs_with_their_trace_and_figures_of_all_layers()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        await using var app = await StartAsync(receiver, "grpc");

        (await app.Client.GetAsync("begin", Cancel)).EnsureSuccessStatusCode();
        await app.AnswerAsync();

        // MassTransit's meter lives and dies with the first bus of a process, so here, where tests share one, it is not asked for.
        string[] meters = ["PlayCount.Jobs", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];
        await receiver.UntilAsync(all => meters.All(meter => all.Metrics.Any(metric => metric.Meter == meter)) && Line(all) is not null
            && all.Spans.Any(IsJob));
        Assert.Contains(receiver.Spans.Where(IsJob), span => span.TraceId == Line(receiver)!.TraceId);
    }

    [Fact]
    public async Task Is_sent_nowhere_without_an_endpoint()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        await using var app = await DefaultsApp.StartAsync(_folder.FullName,
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", receiver.Endpoint),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", receiver.Endpoint),
            ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", receiver.Endpoint));

        (await app.Client.GetAsync("begin", Cancel)).EnsureSuccessStatusCode();
        await app.AnswerAsync();
        Flush(app);

        Assert.Equal(0, receiver.Requests);
    }

    [Fact]
    public async Task Leaves_probes_out_of_traces()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        await using var app = await StartAsync(receiver, "grpc");

        foreach (var path in new[] { "health", "alive", "begin" })
            (await app.Client.GetAsync(path, Cancel)).EnsureSuccessStatusCode();

        await receiver.UntilAsync(all => all.Spans.Any(IsRequest));
        Assert.DoesNotContain(receiver.Spans, span => span.Source == "Microsoft.AspNetCore" && span.Name is "GET /health" or "GET /alive");
    }

    [Fact]
    public async Task Has_queries_as_parts_of_what_needs_them_and_not_alone()
    {
        using var store = new ActivitySource("MySqlConnector");
        using var work = new ActivitySource("PlayCount.Work");
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        await using var app = await DefaultsApp.StartAsync(
            _folder.FullName, builder => builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddSource(store.Name)),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint));

        using (store.StartActivity("alone"))
        {
            using var inner = work.StartActivity("below what is alone");
        }

        using (work.StartActivity("work"))
        {
            using var query = store.StartActivity("needed");
        }

        Flush(app);

        await receiver.UntilAsync(all => all.Spans.Any(span => span.Name == "work"));
        Assert.Contains(receiver.Spans, span => span.Name == "needed");
        Assert.DoesNotContain(receiver.Spans, span => span.Name.Contains("alone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Is_the_application_s_unless_a_variable_names_the_service()
    {
        await using var receiver = await OtlpReceiver.StartAsync("grpc");
        await using var app = await DefaultsApp.StartAsync(_folder.FullName,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint), ("OTEL_METRIC_EXPORT_INTERVAL", "100"));

        await receiver.UntilAsync(all => all.Metrics.Count > 0);

        Assert.All(receiver.Metrics, metric => Assert.Equal("PlayCount.Services.Tests", metric.Service));
    }

    [Theory]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "localhost:4317", "http://localhost:4317 is right")]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "carrier-pigeon", "grpc or http/protobuf is right")]
    public async Task Is_refused_with_settings_that_nobody_understands(string key, string value, string right)
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => DefaultsApp.StartAsync(_folder.FullName, (key, value)));

        Assert.Contains(key, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(right, refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<DefaultsApp> StartAsync(OtlpReceiver receiver, string protocol) => DefaultsApp.StartAsync(_folder.FullName,
        ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Endpoint),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", protocol),
        ("OTEL_SERVICE_NAME", "named-by-variable"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "100"));

    private static void Flush(DefaultsApp app)
    {
        app.Services.GetRequiredService<TracerProvider>().ForceFlush();
        app.Services.GetRequiredService<MeterProvider>().ForceFlush();
        app.Services.GetRequiredService<LoggerProvider>().ForceFlush();
    }

    private static bool IsRequest(OtlpSpan span) => span is { Source: "Microsoft.AspNetCore", Name: "GET /begin" };

    private static bool IsJob(OtlpSpan span) => span is { Source: "PlayCount.Jobs", Name: "defaults map" };

    private static bool IsConsumed(OtlpSpan span) =>
        span.Source == "MassTransit" && span.Name.EndsWith("process", StringComparison.Ordinal);

    /// <summary>Everything in the trace of the request; other tests of this process have traces, too.</summary>
    private static List<OtlpSpan> Trace(OtlpReceiver all)
    {
        var trace = all.Spans.FirstOrDefault(IsRequest)?.TraceId;
        return [.. all.Spans.Where(span => span.TraceId == trace)];
    }

    private static IEnumerable<string> Ancestors(OtlpReceiver all, OtlpSpan span)
    {
        for (var parent = Parent(all, span); parent is not null; parent = Parent(all, parent))
            yield return parent.Name;
    }

    private static OtlpSpan? Parent(OtlpReceiver all, OtlpSpan span) => all.Spans.FirstOrDefault(other => other.SpanId == span.ParentId);

    private static OtlpLine? Line(OtlpReceiver all) => all.Lines.FirstOrDefault(line => line.Text == "Looked into archive.");
}
