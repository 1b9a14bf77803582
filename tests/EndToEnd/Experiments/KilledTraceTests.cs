using Grpc.Core;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using PlayCount.Tests;
using Calls = PlayCount.Contracts.V1.Experiments.ExperimentsClient;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class KilledTraceTests : IDisposable
{
    private const string Id = "first";

    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Goes_on_as_the_same_trace_after_the_process_was_killed()
    {
        await using var collector = await OtlpReceiver.StartAsync("grpc");
        await using (var killed = await StartAsync(collector, "killed"))
        {
            using var channel = GrpcChannel.ForAddress(killed.Address);
            await new Calls(channel).StartAsync(
                new StartRequest { ExperimentId = Id, Settings = SmallStudy.Settings(_input) }, cancellationToken: Cancel);
            await collector.UntilAsync(all => all.Spans.Any(IsCut) && all.Spans.Any(IsStart));
            await killed.KillAsync();
        }

        await using var next = await StartAsync(collector, "next");
        await EndAsync(next);
        await collector.UntilAsync(all => all.Spans.Any(IsEnd));

        var trace = collector.Spans.Single(IsStart).TraceId;
        Assert.All(collector.Spans.Where(IsOfExperiment), span => Assert.Equal(trace, span.TraceId));
        Assert.Contains(collector.Spans, span => span is { Service: "next", Source: "PlayCount.Jobs" });
    }

    public void Dispose()
    {
        _input.Dispose();
        _folder.Dispose();
    }

    private async Task<StandaloneProcess> StartAsync(OtlpReceiver collector, string name)
    {
        var process = new StandaloneProcess(
            _folder.Path,
            ("Data__Folder", _folder.In("data")),
            ("Experiments__Roots__0", _input.In("")),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Endpoint),
            ("OTEL_SERVICE_NAME", name),
            ("OTEL_BSP_SCHEDULE_DELAY", "20"));
        await process.StartedAsync();
        return process;
    }

    private static async Task EndAsync(StandaloneProcess process)
    {
        using var channel = GrpcChannel.ForAddress(process.Address);
        using var watch = new Calls(channel).Watch(new WatchRequest { ExperimentId = Id }, cancellationToken: Cancel);
        await foreach (var response in watch.ResponseStream.ReadAllAsync(Cancel))
            Assert.Equal("", response.Experiment.Failure);
    }

    private static bool IsStart(OtlpSpan span) =>
        span.Source == "Microsoft.AspNetCore" && span.Name.EndsWith("playcount.v1.Experiments/Start", StringComparison.Ordinal);

    private static bool IsCut(OtlpSpan span) => span.Name.StartsWith("segmentation cut/", StringComparison.Ordinal);

    /// <summary>One of the last spans: the experiment's end, being told.</summary>
    private static bool IsEnd(OtlpSpan span) => span is { Source: "PlayCount.Experiments", Name: "experiment reporting" };

    private static bool IsOfExperiment(OtlpSpan span) =>
        span.Source == "MassTransit" || span.Source.StartsWith("PlayCount.", StringComparison.Ordinal);
}
