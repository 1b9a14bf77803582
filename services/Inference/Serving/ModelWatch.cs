using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PlayCount.Inference.Serving;

/// <summary>Looks for models before the first call, and again and again.</summary>
internal sealed class ModelWatch(ModelCatalog catalog, IOptions<InferenceOptions> options, TimeProvider time, ILogger<ModelWatch> logger)
    : BackgroundService
{
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        Look();
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.Value.LookSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private void Look()
    {
        try
        {
            catalog.Refresh();
        }
        catch (Exception e) // of whatever backing the blobs have: what is served is served on
        {
            Log.LookFailed(logger, e);
        }
    }
}
