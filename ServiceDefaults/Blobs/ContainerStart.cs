using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Makes the container when the process starts. Without the storage it is told, and made with the first blob.</summary>
internal sealed class ContainerStart(AzureBlobs blobs, ILogger<ContainerStart> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Run(() => blobs.MakeContainer(stoppingToken), stoppingToken);
        }
        catch (IOException e)
        {
            Log.ContainerNotMade(log, e.Message);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ended first.
        }
    }
}
