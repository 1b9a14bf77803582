using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>The bus on RabbitMQ.</summary>
internal static class RabbitMqBus
{
    public const string QuorumSuffix = ".quorum";
    public const string OwnSuffix = ".own";

    // A message that ends the process which has it comes back as often, then it goes to the error queue. It is part of the queue, so
    // another limit wants another suffix.
    private const int DeliveryLimit = 20;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // How long the queue of a process outlives it when the broker has not seen it go.
    private static readonly TimeSpan OwnExpiry = TimeSpan.FromMinutes(10);

    public static void Use(IBusRegistrationConfigurator bus, BrokerAddress address)
    {
        bus.AddRabbitMqConfigureEndpointsCallback((_, name, endpoint) => Configure(name, endpoint));
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(address.Host, (ushort)address.TcpPort, address.VirtualHost, host =>
            {
                host.Username(address.User);
                host.Password(address.Password);
                host.ConnectionName(context.GetRequiredService<IHostEnvironment>().ApplicationName);
                host.Heartbeat(Heartbeat);
                host.PublisherConfirmation = true;
                if (address.IsEncrypted)
                    host.UseSsl(ssl => ssl.ServerName = address.Host);
            });
            transport.PrefetchCount = context.GetRequiredService<IOptions<MessagingOptions>>().Value.Prefetch;
            MessagingExtensions.Configure(context, transport);
            transport.ConfigureEndpoints(context);
        });
    }

    private static void Configure(string name, IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        if (name.EndsWith(OwnSuffix, StringComparison.Ordinal))
        {
            endpoint.Durable = true; // brokers leave queues behind that are neither durable nor of one connection
            endpoint.AutoDelete = true;
            endpoint.QueueExpiration = OwnExpiry;
            return;
        }

        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.BindDeadLetterQueue(name + "_error", name + "_error", error => error.SetQuorumQueue());
    }
}
