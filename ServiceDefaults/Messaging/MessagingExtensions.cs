using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Jobs;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>One bus a process, whichever services share it.</summary>
public static class MessagingExtensions
{
    /// <summary>The connection string that names the broker.</summary>
    public const string ConnectionName = "messaging";

    /// <summary>Consumers of one service; <see cref="AddMessaging"/> puts them on the bus.</summary>
    public static IServiceCollection AddConsumers(this IServiceCollection services, Action<IBusRegistrationConfigurator> add) =>
        services.AddSingleton(new Registration(add));

    /// <summary>
    /// The bus with all consumers that were added before: RabbitMQ where <c>ConnectionStrings:messaging</c> names one, else in memory.
    /// </summary>
    /// <exception cref="InvalidDataException">The connection string is no address of a broker.</exception>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        var broker = builder.Configuration.GetConnectionString(ConnectionName) is { } text ? BrokerAddress.Parse(text) : null;
        var registrations = builder.Services
            .Where(service => service.ServiceType == typeof(Registration))
            .Select(service => (Registration)service.ImplementationInstance!).ToArray();
        builder.Services.AddCheckedOptions<MessagingOptions>(MessagingOptions.Section);
        builder.Services.AddSingleton(broker is null ? BusKind.InMemory() : BusKind.RabbitMq());
        // In memory a process that cannot start, because its port is taken, would else end a bus that has not begun, and MassTransit warns
        // of that. A broker may come later than its services.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = broker is null);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var registration in registrations)
                registration.Add(bus);
            bus.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.PublishFaults = false); // nobody listens to them
            if (broker is null)
                UseMemory(bus);
            else
                RabbitMqBus.Use(bus, broker);
        });
        return builder;
    }

    /// <summary>What holds for messages, however they travel.</summary>
    internal static void Configure(IBusRegistrationContext context, IBusFactoryConfigurator transport)
    {
        foreach (var configure in context.GetServices<Action<IBusFactoryConfigurator>>())
            configure(transport);
        transport.UseMessageRetry(retry =>
        {
            retry.Handle<Exception>(JobFailure.IsTransient); // what cannot pass goes to the error queue at once
            retry.Exponential(
                retryLimit: 5,
                minInterval: TimeSpan.FromMilliseconds(100),
                maxInterval: TimeSpan.FromSeconds(5),
                intervalDelta: TimeSpan.FromMilliseconds(200));
        });
    }

    private static void UseMemory(IBusRegistrationConfigurator bus) => bus.UsingInMemory((context, transport) =>
    {
        Configure(context, transport);
        transport.ConfigureEndpoints(context);
    });

    private sealed record Registration(Action<IBusRegistrationConfigurator> Add);
}
