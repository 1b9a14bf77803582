using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>One bus a process, whichever services share it.</summary>
public static class MessagingExtensions
{
    /// <summary>Consumers of one service; <see cref="AddMessaging"/> puts them on the bus.</summary>
    public static IServiceCollection AddConsumers(this IServiceCollection services, Action<IBusRegistrationConfigurator> add) =>
        services.AddSingleton(new Registration(add));

    /// <summary>The bus with all consumers that were added before.</summary>
    public static IHostApplicationBuilder AddMessaging(this IHostApplicationBuilder builder)
    {
        var registrations = builder.Services
            .Where(service => service.ServiceType == typeof(Registration))
            .Select(service => (Registration)service.ImplementationInstance!).ToArray();
        // A process that cannot start, because its port is taken, would else end a bus that has not begun, and MassTransit warns of that.
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var registration in registrations)
                registration.Add(bus);
            bus.UsingInMemory((context, transport) =>
            {
                foreach (var configure in context.GetServices<Action<IBusFactoryConfigurator>>())
                    configure(transport);
                transport.UseMessageRetry(retry => retry.Exponential(
                    retryLimit: 5,
                    minInterval: TimeSpan.FromMilliseconds(100),
                    maxInterval: TimeSpan.FromSeconds(5),
                    intervalDelta: TimeSpan.FromMilliseconds(200)));
                transport.ConfigureEndpoints(context);
            });
        });
        return builder;
    }

    private sealed record Registration(Action<IBusRegistrationConfigurator> Add);
}
