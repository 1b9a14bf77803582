using Aspire.MySqlConnector;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MySqlConnector;

namespace Microsoft.Extensions.Hosting;

/// <summary>A MySQL database that an AppHost refers a service to.</summary>
public static class AspireMySqlConnectorExtensions
{
    private const string Section = "Aspire:MySqlConnector";
    private const string Telemetry = "MySqlConnector"; // name of the driver's activity source and of its meter

    /// <summary>Registers the data source, its health check, its traces and its metrics.</summary>
    /// <param name="builder">The service.</param>
    /// <param name="connectionName">Names the connection string.</param>
    /// <param name="configureSettings">Changes what was read from the configuration.</param>
    public static void AddMySqlDataSource(
        this IHostApplicationBuilder builder, string connectionName, Action<MySqlConnectorSettings>? configureSettings = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);
        var settings = new MySqlConnectorSettings();
        builder.Configuration.GetSection(Section).Bind(settings);
        builder.Configuration.GetSection($"{Section}:{connectionName}").Bind(settings);
        if (builder.Configuration.GetConnectionString(connectionName) is { Length: > 0 } connection)
            settings.ConnectionString = connection;
        configureSettings?.Invoke(settings);

        var given = Given(settings, connectionName);
        builder.Services.AddSingleton(services =>
            new MySqlDataSourceBuilder(given).UseLoggerFactory(services.GetService<ILoggerFactory>()).Build());
        builder.Services.AddHealthChecks().AddCheck<MySqlHealthCheck>("MySql");
        builder.Services.AddOpenTelemetry()
            .WithTracing(traces => traces.AddSource(Telemetry))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry));
    }

    private static string Given(MySqlConnectorSettings settings, string name) =>
        string.IsNullOrEmpty(settings.ConnectionString)
            ? throw new InvalidOperationException(
                $"There is no connection string of MySQL: set ConnectionStrings:{name}, or ConnectionString in {Section}.")
            : settings.ConnectionString;
}
