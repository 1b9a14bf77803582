using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class ExporterTests(RunningDashboard fixture) : IClassFixture<RunningDashboard>
{
    private DashboardProgram Dashboard => fixture.Program;

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Of_OpenTelemetry_sends_what_the_dashboard_shows(OtlpExportProtocol protocol)
    {
        var name = $"sdk-{protocol}";
        var resource = ResourceBuilder.CreateEmpty().AddService(name);
        void To(OtlpExporterOptions exporter, string path)
        {
            exporter.Protocol = protocol;
            exporter.Endpoint = protocol == OtlpExportProtocol.Grpc ? Dashboard.OtlpGrpc : new Uri(Dashboard.OtlpHttp, path);
            exporter.Headers = $"x-otlp-api-key={DashboardProgram.OtlpKey}";
        }

        using var source = new ActivitySource(name);
        using var meter = new Meter(name);
        using (var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(name)
            .AddOtlpExporter(exporter => To(exporter, "/v1/traces")).Build())
        using (var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(name)
            .AddOtlpExporter(exporter => To(exporter, "/v1/metrics")).Build())
        using (var logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(
            logging => logging.SetResourceBuilder(resource).AddOtlpExporter(exporter => To(exporter, "/v1/logs")))))
        {
            using (source.StartActivity("measured work"))
                logs.CreateLogger("A.Category").Log(LogLevel.Warning, new EventId(1), "seen", null, (state, _) => state);
            meter.CreateHistogram<double>("work.duration", "s").Record(.25);
        }

        var span = DashboardProgram.Spans(await Dashboard.JsonAsync($"/api/telemetry/traces?resource={name}")).Single();
        var logged = await Dashboard.JsonAsync($"/api/telemetry/logs?resource={name}");
        var entry = logged["resourceLogs"]![0]!["scopeLogs"]![0]!["logRecords"]![0]!;
        Assert.Equal("measured work", (string?)span["name"]);
        Assert.Equal((32, 16), (((string)span["traceId"]!).Length, ((string)span["spanId"]!).Length));
        Assert.Equal(((string?)span["traceId"], (string?)span["spanId"]), ((string?)entry["traceId"], (string?)entry["spanId"]));
        Assert.Equal(13, (int)entry["severityNumber"]!);
        var drawn = await Dashboard.ReadAsync($"/metrics?resource={name}&meter={name}&name=work.duration");
        Assert.Contains("<h2 id=\"instrument\">work.duration", drawn, StringComparison.Ordinal);
    }
}
