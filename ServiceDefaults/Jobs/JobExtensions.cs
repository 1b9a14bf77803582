using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Puts a service's commands on the bus and a worker under them.</summary>
public static class JobExtensions
{
    /// <summary>The jobs of a service; name its handlers on what this gives back.</summary>
    public static JobsBuilder<TOwner> AddJobs<TOwner>(this IServiceCollection services) where TOwner : IJobOwner
    {
        services.AddCheckedOptions<JobOptions>(JobOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<JobTelemetry>();
        services.TryAddScoped<JobNote>();
        services.AddSingleton<JobQueue<TOwner>>();
        services.AddSingleton(provider => new JobStates<TOwner>(provider.GetRequiredService<JobQueue<TOwner>>()));
        services.AddSingleton(provider => new JobRequests<TOwner>(provider.GetRequiredService<JobQueue<TOwner>>()));
        services.AddHostedService<JobWorker<TOwner>>();
        services.AddConsumers(bus => bus.AddConsumer<CancelWorkConsumer<TOwner>, CancelWorkConsumerDefinition<TOwner>>());
        return new JobsBuilder<TOwner>(services);
    }
}

/// <summary>Names the handlers of a service's jobs.</summary>
public sealed class JobsBuilder<TOwner> where TOwner : IJobOwner
{
    private readonly IServiceCollection _services;

    internal JobsBuilder(IServiceCollection services) => _services = services;

    /// <summary>Has a handler do what a command asks for.</summary>
    public JobsBuilder<TOwner> Handle<TCommand, THandler>()
        where TCommand : class, IWork
        where THandler : class, IJobHandler<TCommand>
    {
        _services.AddSingleton<JobKind<TOwner>>(new JobKind<TOwner, TCommand, THandler>());
        _services.AddConsumers(bus => bus.AddConsumer<CommandConsumer<TOwner, TCommand>, CommandConsumerDefinition<TOwner, TCommand>>());
        return this;
    }
}
