using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Playwright;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using PlayCount.Contracts.V1;
using PlayCount.EndToEnd.Tests.Pages;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>An experiment through separate services on real servers, as the dashboard has it.</summary>
[Trait("Set", "Full")]
public sealed partial class ExperimentTraceTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const int LimitMs = 600_000;

    private static readonly string[] Services = ["experiments", "extraction", "mapping", "segmentation", "training"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact(Timeout = LimitMs)]
    public async Task Is_one_trace_through_every_process_by_messages_and_calls_and_is_drawn()
    {
        ServersTests.Need();
        Outside.Run("dotnet", Path.Combine(Outside.Root, "cli", "bin", "Release", "net10.0", "playcount.dll"),
            "sample", "--out", _folder.In("sample"), "--songs", "20", "--users", "2");
        var otlp = $"http://localhost:{LoopbackPort.Free()}";
        using var host = SampleProcess.Product("--backing", "local", "--data", _folder.Path,
            "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", otlp, "--AppHost:OtlpApiKey", DashboardProgram.OtlpKey,
            "--ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", DashboardProgram.Token, "--DcpPublisher:RandomizePorts", "true");
        var login = new Uri(Address().Match(await host.ReadToAsync("Login to the dashboard at ")).Value);
        var experiments = GrpcAddress().Match(await host.ReadToAsync("page: ")).Groups[1].Value;

        string id;
        using (Sdk.CreateTracerProviderBuilder().SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("caller"))
            .AddSource("caller", "Grpc.Net.Client", "System.Net.Http").AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = new Uri(otlp);
                exporter.Headers = $"x-otlp-api-key={DashboardProgram.OtlpKey}";
            }).Build())
        {
            id = await RunAsync(experiments);
        }

        using var reader = new HttpClient
        {
            BaseAddress = new Uri(login.GetLeftPart(UriPartial.Authority)),
            DefaultRequestHeaders = { { "x-api-key", DashboardProgram.Token } },
        };
        await CompleteAsync(reader, id);

        await LookAsync(login, id, 1280, ColorScheme.Light);
        await LookAsync(login, id, 360, ColorScheme.Dark);

        Outside.Run("kill", "-s", "TERM", host.Id.ToString(CultureInfo.InvariantCulture));
        Assert.Equal(0, (await host.EndAsync()).ExitCode);
    }

    public void Dispose() => _folder.Dispose();

    private async Task LookAsync(Uri login, string id, int width, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(login, width: width, scheme: scheme);
        var page = await visit.NewPageAsync();
        await page.GotoAsync(login.AbsoluteUri);
        foreach (var (name, path) in ((string, string)[])
        [
            ("resources", "/"), ("resource", "/resources/training"), ("console", "/console?resource=experiments"), ("logs", "/logs"),
            ("traces", "/traces"), ("metrics", "/metrics"),
            ("metric", "/metrics?resource=training&meter=PlayCount.Jobs&name=playcount.job.duration"),
        ])
        {
            await page.GotoAsync(path);
            await Browser.CheckAsync(page, $"live-{name}-{width}-{scheme}");
        }

        await page.GotoAsync($"/traces/{id}");
        foreach (var service in Services)
            await page.GetByRole(AriaRole.Cell, new() { Name = service, Exact = true }).First.WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "training train/user_1/1x1" }).First.ClickAsync();
        await Browser.CheckAsync(page, $"live-trace-{width}-{scheme}");
    }

    /// <summary>Starts the experiment in a span of its own and waits until it is done; gives the trace's id.</summary>
    private async Task<string> RunAsync(string address)
    {
        using var source = new System.Diagnostics.ActivitySource("caller");
        using var channel = GrpcChannel.ForAddress(address);
        var experiments = new Contracts.V1.Experiments.ExperimentsClient(channel);
        var settings = new Settings
        {
            Triplets = _folder.In("sample", "triplets.tsv"),
            Audio = _folder.In("sample", "music"),
            Mapping = _folder.In("sample", "mapping"),
            TopUsers = 2,
            Epochs = 3,
        };
        settings.Layers.Add(1);
        settings.Steps.AddRange([1, 2]);
        string trace;
        using (var caller = source.StartActivity("caller"))
        {
            trace = caller!.TraceId.ToString();
            await experiments.StartAsync(new StartRequest { ExperimentId = "traced", Settings = settings }, cancellationToken: Stop);
        }

        using var watch = experiments.Watch(new WatchRequest { ExperimentId = "traced" }, cancellationToken: Stop);
        var last = new Experiment();
        await foreach (var response in watch.ResponseStream.ReadAllAsync(Stop))
            last = response.Experiment;
        Assert.True(last.State == Experiment.Types.State.Done, $"{last.State}: {last.Failure}");
        return trace;
    }

    /// <summary>Reads the trace until it is as wanted: processes send what they did with a delay.</summary>
    private static async Task CompleteAsync(HttpClient reader, string id)
    {
        var missing = "";
        try
        {
            while (true)
            {
                missing = Missing(TracedSpan.All(await ReadAsync(reader, $"/api/telemetry/traces?traceId={id}")));
                if (missing.Length == 0)
                    return;
                await Task.Delay(TimeSpan.FromMilliseconds(200), Stop);
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"The trace {id} lacks {missing}");
        }
    }

    private static string Missing(IReadOnlyList<TracedSpan> spans)
    {
        var byId = spans.ToDictionary(span => span.Id);
        var crossing = spans.Where(span => byId.TryGetValue(span.ParentId, out var parent) && parent.Instance != span.Instance)
            .Select(span => (Child: span, Parent: byId[span.ParentId])).ToList();
        var consumers = crossing.Where(pair => (pair.Parent.Kind, pair.Child.Kind) == (TracedSpan.Producer, TracedSpan.Consumer))
            .Select(pair => pair.Child.Service).ToHashSet();
        var calls = crossing.Where(pair => (pair.Parent.Kind, pair.Child.Kind) == (TracedSpan.Client, TracedSpan.Server)
            && pair.Child.Name.Contains("playcount.v1.", StringComparison.Ordinal));
        var processes = spans.Where(span => Services.Contains(span.Service)).Select(span => span.Instance).Distinct().Count();
        return string.Join("; ",
            Services.Where(service => !consumers.Contains(service))
                .Select(service => $"a message that {service} had of another process")
                .Concat(calls.Any() ? [] : ["a gRPC call from one process to another"])
                .Concat(processes >= Services.Length ? [] : [$"services: it has {processes} processes"])
                .Concat(spans.Where(span => span.ParentId.Length > 0 && !byId.ContainsKey(span.ParentId))
                    .Select(span => $"the parent of {span.Name}")));
    }

    private static async Task<JsonObject> ReadAsync(HttpClient reader, string path) =>
        JsonNode.Parse(await reader.GetStringAsync(path, Stop))!.AsObject();

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex Address();

    [GeneratedRegex(@"gRPC: (http://\S+) \(experiments\)")]
    private static partial Regex GrpcAddress();

    /// <summary>A span as OTLP's JSON has it.</summary>
    private sealed record TracedSpan(string Id, string ParentId, string Name, int Kind, string Service, string Instance)
    {
        // OTLP's numbers.
        public const int Server = 2;
        public const int Client = 3;
        public const int Producer = 4;
        public const int Consumer = 5;

        public static List<TracedSpan> All(JsonObject traces) =>
        [
            .. from resource in traces["resourceSpans"]?.AsArray() ?? []
               let attributes = resource!["resource"]!["attributes"]!.AsArray()
               let service = Value(attributes, "service.name")
               let instance = Value(attributes, "service.instance.id")
               from scope in resource["scopeSpans"]!.AsArray()
               from span in scope!["spans"]!.AsArray()
               select new TracedSpan((string)span!["spanId"]!, (string?)span["parentSpanId"] ?? "", (string)span["name"]!,
                   (int?)span["kind"] ?? 0, service, instance),
        ];

        private static string Value(JsonArray attributes, string key) =>
            (string)attributes.Single(attribute => (string?)attribute!["key"] == key)!["value"]!["stringValue"]!;
    }
}
