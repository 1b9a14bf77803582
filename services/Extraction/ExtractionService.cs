using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.Contracts.Messages;
using PlayCount.Extraction.Selecting;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.Extraction;

/// <summary>The service that selects listeners and songs from triplets.</summary>
public static class ExtractionService
{
    /// <summary>Adds its jobs.</summary>
    public static IHostApplicationBuilder AddExtraction(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExtractionTelemetry>();
        builder.Services.AddJobs<Jobs>().Handle<SelectSongs, SelectSongsHandler>();
        return builder;
    }

    private sealed class Jobs : IJobOwner
    {
        public static string Name => "extraction";
    }
}
