using Aspire.Azure.Storage.Blobs;
using Azure.Core.Extensions;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Azure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Blobs in an Azure storage account that an AppHost refers a service to.</summary>
public static class AspireBlobStorageExtensions
{
    private const string Section = "Aspire:Azure:Storage:Blobs";
    private const string Sources = "Azure.Storage.Blobs.*";
    private const string CheckName = "Azure_BlobServiceClient";

    /// <summary>Registers the client, its health check and its traces.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="connectionName">Names the connection string.</param>
    /// <param name="configureSettings">Changes what was read from the configuration.</param>
    /// <param name="configureClientBuilder">Changes how the client is made.</param>
    public static void AddAzureBlobServiceClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<AzureStorageBlobsSettings>? configureSettings = null,
        Action<IAzureClientBuilder<BlobServiceClient, BlobClientOptions>>? configureClientBuilder = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = new AzureStorageBlobsSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { Length: > 0 } connection)
            settings.ConnectionString = connection;
        configureSettings?.Invoke(settings);

        var given = Given(settings, connectionName);
        builder.Services.AddAzureClients(clients =>
        {
            var client = Uri.TryCreate(given, UriKind.Absolute, out var address)
                ? clients.AddBlobServiceClient(address)
                : clients.AddBlobServiceClient(given);
            configureClientBuilder?.Invoke(client);
        });
        builder.Services.AddHealthChecks().AddCheck<BlobServiceHealthCheck>(CheckName);
        builder.Services.AddOpenTelemetry().WithTracing(traces => traces.AddSource(Sources));
    }

    private static string Given(AzureStorageBlobsSettings settings, string name) =>
        string.IsNullOrEmpty(settings.ConnectionString)
            ? throw new InvalidOperationException(
                $"There is no connection string of blobs: set ConnectionStrings:{name}, or ConnectionString in {Section}.")
            : settings.ConnectionString;
}
