using Aspire.Dashboard.Otlp;
using Grpc.Core;

namespace Aspire.Dashboard.Telemetry;

/// <summary>Traces over gRPC.</summary>
internal sealed class TraceReceiver(TraceStore store) : TraceService.TraceServiceBase
{
    public override Task<ExportResponse> Export(TracesRequest request, ServerCallContext context)
    {
        store.Add(request);
        return Task.FromResult(new ExportResponse());
    }
}

/// <summary>Logs over gRPC.</summary>
internal sealed class LogReceiver(LogStore store) : LogsService.LogsServiceBase
{
    public override Task<ExportResponse> Export(LogsRequest request, ServerCallContext context)
    {
        store.Add(request);
        return Task.FromResult(new ExportResponse());
    }
}

/// <summary>Metrics over gRPC.</summary>
internal sealed class MetricReceiver(MetricStore store) : MetricsService.MetricsServiceBase
{
    public override Task<ExportResponse> Export(MetricsRequest request, ServerCallContext context) => Task.FromResult(Take(store, request));

    /// <summary>Keeps the points and says how many could not be.</summary>
    public static ExportResponse Take(MetricStore store, MetricsRequest request) => store.Add(request) is > 0 and var rejected
        ? new()
        {
            PartialSuccess = new()
            {
                Rejected = rejected,
                ErrorMessage = "Only what is counted since the start is kept, and only histograms with explicit bounds.",
            },
        }
        : new();
}
