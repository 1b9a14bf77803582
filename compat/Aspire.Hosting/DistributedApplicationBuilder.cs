using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Dashboard;
using Aspire.Hosting.Orchestration;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Aspire.Hosting;

internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;

    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        AppHostDirectory = options.ProjectDirectory ?? BuiltFrom() ?? Directory.GetCurrentDirectory();
        _host = new HostApplicationBuilder(new HostApplicationBuilderSettings { Args = options.Args, ContentRootPath = AppHostDirectory });
        if (_host.Configuration["Logging:Console:FormatterName"] is null)
            _host.Logging.AddConsole(console => console.FormatterName = AppHostConsoleFormatter.FormatterName);
        _host.Logging.AddConsoleFormatter<AppHostConsoleFormatter, ConsoleFormatterOptions>();
        // A check that fails while its resource starts is no news: the resource's state tells it.
        _host.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        // What keeps the application from starting is told by the exception.
        _host.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        _host.Services.AddHealthChecks();
        _host.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
        _host.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMinutes(2));
        var isPublished = _host.Configuration["publisher"] is not null
            || string.Equals(_host.Configuration["operation"], "publish", StringComparison.OrdinalIgnoreCase);
        ExecutionContext = new(isPublished ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run);
        AddServices(_host.Services, options.DisableDashboard || isPublished ? null : DashboardHost.Find(Configuration));
    }

    public string AppHostDirectory { get; }

    public ConfigurationManager Configuration => _host.Configuration;

    public IHostEnvironment Environment => _host.Environment;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IServiceCollection Services => _host.Services;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        if (Resources.FirstOrDefault(other => string.Equals(other.Name, resource.Name, StringComparison.OrdinalIgnoreCase)) is { } namesake)
        {
            throw new DistributedApplicationException(
                $"Cannot add resource of type '{resource.GetType().Name}' with name '{resource.Name}' "
                + $"because a resource of type '{namesake.GetType().Name}' with that name already exists: give one of them another name.");
        }

        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build() => new(_host.Build(), AppHostDirectory);

    private static string? BuiltFrom() => Assembly.GetEntryAssembly()?.GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(entry => entry.Key == "apphostprojectpath")?.Value is { } folder && Directory.Exists(folder) ? folder : null;

    private void AddServices(IServiceCollection services, string? dashboard)
    {
        services.AddSingleton(ExecutionContext);
        services.AddSingleton(_ => new ResourceLoggerService());
        services.AddSingleton(_ => new ManifestPublisher(Resources, ExecutionContext, Configuration));
        services.AddSingleton(provider => new ResourceNotificationService(Resources, provider.GetRequiredService<ResourceLoggerService>()));
        services.AddSingleton(provider => new ResourceOrchestrator(
            Resources, ExecutionContext, provider.GetRequiredService<ResourceNotificationService>(),
            provider.GetRequiredService<ResourceLoggerService>(), provider.GetRequiredService<HealthCheckService>(), Configuration,
            Environment, provider.GetRequiredService<ILoggerFactory>()));
        // Before the resources, which are told where it is, and after them at the end.
        if (dashboard is not null)
        {
            services.AddSingleton(provider => new DashboardHost(
                dashboard, Environment.ApplicationName, Resources, provider.GetRequiredService<ResourceNotificationService>(),
                provider.GetRequiredService<ResourceLoggerService>(), provider.GetRequiredService<ResourceOrchestrator>(), Configuration,
                provider.GetRequiredService<ILoggerFactory>().CreateLogger("Aspire.Hosting.Dashboard")));
            services.AddHostedService(provider => provider.GetRequiredService<DashboardHost>());
        }

        services.AddHostedService(provider => provider.GetRequiredService<ResourceOrchestrator>());
    }
}
