using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Playwright;
using PlayCount.Browsing.Bench;
using PlayCount.EndToEnd.Tests.Pages;

namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>The dashboard as people use it.</summary>
[Trait("Set", "Full")]
public sealed class BrowserTests(BrowserTests.Busy busy, Browser browser) : IClassFixture<BrowserTests.Busy>, IClassFixture<Browser>
{
    private static (string Name, string Path)[] Pages =>
    [
        ("resources", "/"), ("resource", "/resources/standalone"), ("console", "/console?resource=standalone"), ("logs", "/logs"),
        ("traces", "/traces"), ("trace", $"/traces/{Sent.Hex(1, 16)}?span={Sent.Hex(3, 8)}"), ("metrics", "/metrics"),
        ("histogram", "/metrics?resource=training&meter=a.meter&name=playcount.job.duration"),
        ("counter", "/metrics?resource=training&meter=a.meter&name=playcount.training.epochs"), ("not-found", "/nowhere"),
    ];

    [Theory]
    [InlineData(360, ColorScheme.Light)]
    [InlineData(360, ColorScheme.Dark)]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    public async Task Every_page_is_for_everybody(int width, ColorScheme scheme)
    {
        await using var visit = await browser.VisitAsync(busy.Program.Pages, width: width, scheme: scheme);
        var page = await visit.NewPageAsync();
        await page.GotoAsync("/login?t=wrong");
        await Browser.CheckAsync(page, $"dashboard-login-{width}-{scheme}");
        await page.GetByLabel("Token").FillAsync(DashboardProgram.Token);
        await page.GetByRole(AriaRole.Button, new() { Name = "Log in" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(busy.Program.Pages.AbsoluteUri);

        foreach (var (name, path) in Pages)
        {
            await page.GotoAsync(path);
            await Browser.CheckAsync(page, $"dashboard-{name}-{width}-{scheme}");
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_goes_from_a_log_entry_to_its_span_and_stops_a_resource_with_and_without_script(bool script)
    {
        await using var visit = await browser.VisitAsync(busy.Program.Pages, script);
        var page = await visit.NewPageAsync();
        var complaints = Complaints.Of(page);
        await page.GotoAsync($"/login?t={DashboardProgram.Token}");

        await page.GetByRole(AriaRole.Link, new() { Name = "Logs", Exact = true }).ClickAsync();
        await page.Locator("[name='text']").FillAsync("is worse");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show" }).ClickAsync();
        await page.Locator("tbody a").First.ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "training train/user_1/2x3" }).WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Resources", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "stop standalone" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(busy.Program.Pages.AbsoluteUri);

        Assert.Equal("stop", (await busy.CommandAsync()).Name);
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task What_is_printed_appears_by_itself()
    {
        await using var visit = await browser.VisitAsync(busy.Program.Pages);
        var page = await visit.NewPageAsync();
        await page.GotoAsync($"/login?t={DashboardProgram.Token}");
        await page.GotoAsync("/console?resource=standalone");

        await busy.PrintAsync("just printed");

        await page.GetByText("just printed").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <summary>A dashboard with something of everything.</summary>
    public sealed class Busy : IAsyncLifetime
    {
        private GrpcChannel _channel = null!;
        private AsyncDuplexStreamingCall<HostUpdate, HostCommand> _call = null!;
        private int _line;

        internal DashboardProgram Program { get; private set; } = null!;

        private static CancellationToken Stop => TestContext.Current.CancellationToken;

        public async ValueTask InitializeAsync()
        {
            Program = await DashboardProgram.StartAsync();
            _channel = GrpcChannel.ForAddress(Program.OtlpGrpc);
            _call = new Application.ApplicationClient(_channel).Connect(
                new Metadata { { "x-resource-api-key", DashboardProgram.ResourceKey } }, cancellationToken: Stop);
            Assert.True(await _call.ResponseStream.MoveNext(Stop)); // let in
            await SendAsync(new HostUpdate { Application = "PlayCount.AppHost" });
            await SendAsync(new HostUpdate { Resource = Resource("standalone", "Running", "Healthy") });
            await SendAsync(new HostUpdate { Resource = Resource("training", "Running", "Unhealthy") });
            await SendAsync(new HostUpdate { Resource = Resource("inference", "Waiting", "") });
            var failed = Resource("mapping", "FailedToStart", "");
            failed.Problem = "could not be started: Resource 'messaging' ended with exit code 1.";
            await SendAsync(new HostUpdate { Resource = failed });
            for (var i = 0; i < 80; i++)
                await PrintAsync($"info: PlayCount.Training.Workers[{i}] epoch {i} of 80, training 0.0{i}, validation 0.1{i}, listener 1");
            await PrintAsync("<b>not bold</b>", isError: true);
            await SendTelemetryAsync();
            await Program.ReadUntilAsync("/console", page => page.Contains("not bold", StringComparison.Ordinal));
        }

        internal async Task<HostCommand> CommandAsync()
        {
            Assert.True(await _call.ResponseStream.MoveNext(Stop));
            return _call.ResponseStream.Current;
        }

        internal Task PrintAsync(string text, bool isError = false) =>
            SendAsync(new HostUpdate { Line = new() { Resource = "standalone", Number = ++_line, Text = text, IsError = isError } });

        public async ValueTask DisposeAsync()
        {
            _call.Dispose();
            _channel.Dispose();
            await Program.DisposeAsync();
        }

        private Task SendAsync(HostUpdate update) => _call.RequestStream.WriteAsync(update, Stop);

        private static ResourceState Resource(string name, string state, string health)
        {
            var resource = new ResourceState
            {
                Name = name,
                Type = "Project",
                State = state,
                Health = health,
                CanBeCommanded = true,
                SinceUnixMs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(),
            };
            resource.Endpoints.Add(new Endpoint { Name = "http", Url = "http://localhost:15880" });
            resource.Endpoints.Add(new Endpoint { Name = "grpc", Url = "http://localhost:15881" });
            resource.Reports.Add(new HealthReport { Name = $"{name}_http_/health_200_check", Status = health, Description = "in words" });
            resource.Environment.Add(new Variable { Name = "ASPNETCORE_URLS", Value = "http://localhost:15880" });
            resource.Environment.Add(new Variable { Name = "ConnectionStrings__catalog", IsSecret = true });
            resource.Environment.Add(new Variable { Name = "OTEL_EXPORTER_OTLP_ENDPOINT", Value = "http://localhost:21371" });
            return resource;
        }

        private async Task SendTelemetryAsync()
        {
            var failed = Sent.Span(1, 5, 3, "POST playcount.v1.Estimator/Predict", 2.5, .2);
            failed.Status = new() { Code = 2, Message = "the deadline is over" };
            var training = Sent.Span(1, 3, 2, "training train/user_1/2x3", 1, 2.2);
            training.Attributes.Add(Sent.Attribute("playcount.outcome", "done"));
            training.Events.Add(new Span.Types.Event { TimeUnixNano = Sent.Noon + 2_000_000_000, Name = "checkpoint" });
            training.Links.Add(new Span.Types.Link { TraceId = Sent.Id(2, 16), SpanId = Sent.Id(1, 8) });
            await Sent.SendAsync(Program.Sender, Sent.Traces(
                "experiments", Sent.Span(1, 1, 0, "POST /playcount.v1.Experiments/Start", 0, .4),
                Sent.Span(1, 2, 1, "experiment Training", .4, 3)));
            await Sent.SendAsync(Program.Sender, Sent.Traces("training", training, failed, Sent.Span(2, 1, 0, "training answer")));
            await Sent.SendAsync(Program.Sender, Sent.Logs(
                "training", Sent.Log("Epoch 3 of 80 is worse than epoch 2", 13, 1, 3), Sent.Log("Started", 9),
                Sent.Log("System.IO.IOException: the disk is full\n   at PlayCount.Training.Files.Write()", 17, 1, 5)));
            await Sent.SendAsync(Program.Sender, Sent.Metrics(
                "training", Counter(), Histogram(), Sent.Gauge("playcount.training.loss", .9, .7, .65, .6)));
            await Sent.SendAsync(Program.Sender, Sent.Metrics("standalone", Sent.Gauge("dotnet.process.memory.working_set", 1e8, 1.2e8)));
        }

        private static Metric Counter()
        {
            var sum = new Sum { AggregationTemporality = 2, IsMonotonic = true };
            for (var i = 0; i < 30; i++)
            {
                sum.DataPoints.Add(Epochs("1", i, 12 * i));
                sum.DataPoints.Add(Epochs("2", i, (7 * i) + (i % 5)));
            }

            return new Metric { Name = "playcount.training.epochs", Unit = "{epoch}", Description = "Epochs trained.", Sum = sum };
        }

        private static NumberDataPoint Epochs(string layers, int seconds, long epochs) => new()
        {
            TimeUnixNano = Sent.Noon + ((ulong)seconds * 1_000_000_000),
            AsInt = epochs,
            Attributes = { Sent.Attribute("layers", layers) },
        };

        private static Metric Histogram()
        {
            var histogram = new Histogram { AggregationTemporality = 2 };
            for (ulong i = 1; i <= 20; i++)
            {
                histogram.DataPoints.Add(new HistogramDataPoint
                {
                    TimeUnixNano = Sent.Noon + (i * 1_000_000_000),
                    Count = 12 * i,
                    Sum = 9.5 * i,
                    ExplicitBounds = { .1, .5, 1, 5 },
                    BucketCounts = { 2 * i, 4 * i, 3 * i, (2 * i) + (i % 3), i },
                    Attributes = { Sent.Attribute("owner", "training") },
                });
            }

            return new Metric { Name = "playcount.job.duration", Unit = "s", Description = "From begun to ended.", Histogram = histogram };
        }
    }
}
