using System.Data.Common;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Pages;
using PlayCount.Experiments.Pages.Playlists;
using PlayCount.Experiments.Serving;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Experiments;

/// <summary>The service that leads experiments through all stages.</summary>
public static class ExperimentService
{
    // Of clients that are made and never call.
    private const string NoAddress = "http://training";
    private const string NoMapping = "http://mapping";

    /// <summary>Adds the table, the conductor and the desk.</summary>
    public static IHostApplicationBuilder AddExperiments(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddCheckedOptions<ExperimentOptions>(ExperimentOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new ExperimentTable(
            provider.GetRequiredService<ISqlStores>().Open("experiments", ExperimentTable.Migrations),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ExperimentTables>();
        services.AddSingleton<ConductorSignal>();
        services.AddSingleton<LiveProgress>();
        services.AddCheckedOptions<TrainingOptions>(TrainingOptions.Section);
        services.AddGrpcService<Training.TrainingClient>(
            provider => new Uri(provider.GetRequiredService<IOptions<TrainingOptions>>().Value.Address ?? NoAddress), Training.Descriptor);
        services.AddSingleton<JobWatches>();
        services.AddCheckedOptions<PlaylistSourceOptions>(PlaylistSourceOptions.Section);
        services.AddGrpcService<Contracts.V1.Playlists.PlaylistsClient>(
            provider => new Uri(provider.GetRequiredService<IOptions<PlaylistSourceOptions>>().Value.Address is { Length: > 0 } address
                ? address : NoMapping),
            Contracts.V1.Playlists.Descriptor);
        services.AddSingleton<ExperimentTelemetry>();
        services.AddSingleton(provider => new ExperimentDesk(
            provider.GetRequiredService<ExperimentTable>(),
            provider.GetRequiredService<LiveProgress>(),
            provider.GetRequiredService<JobWatches>(),
            provider.GetRequiredService<ConductorSignal>(),
            provider.GetRequiredService<ExperimentTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IOptions<ExperimentOptions>>()));
        services.AddHostedService<Conductor>();
        services.AddExperimentPages();
        services.AddSingleton<ExperimentStatuses>();
        services.AddGrpc().AddServiceOptions<ExperimentsApi>(
            grpc => grpc.Interceptors.Add<StatusInterceptor<ExperimentStatuses>>());
        services.AddConsumers(bus =>
        {
            bus.AddConsumer<AnswerConsumer, AnswerConsumerDefinition>();
            bus.AddConsumer<ProgressConsumer, ProgressConsumerDefinition>();
        });
        return builder;
    }

    /// <summary>Maps the desk over gRPC and as web pages.</summary>
    public static IEndpointRouteBuilder MapExperiments(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<ExperimentsApi>();
        app.MapExperimentPages();
        return app;
    }

    /// <summary>Makes the tables before anything uses them; where the database is away, they are made when it is first used.</summary>
    private sealed class ExperimentTables(ExperimentTable table, ILogger<ExperimentTables> log) : IHostedLifecycleService
    {
        public async Task StartingAsync(CancellationToken cancellationToken)
        {
            try
            {
                await table.PrepareAsync(cancellationToken);
            }
            catch (DbException e) when (SqlFailure.MayPass(e))
            {
                Log.TablesNotMade(log, e.Message);
            }
        }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
