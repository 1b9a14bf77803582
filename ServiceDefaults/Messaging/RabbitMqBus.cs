using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Messaging;

/// <summary>The bus on RabbitMQ.</summary>
internal static class RabbitMqBus
{
    public const string QuorumSuffix = ".quorum";
    public const string OwnSuffix = ".own";

    private const string Errors = "_error"; // as MassTransit has it
    private const string Skipped = "_skipped";

    // A message that ends the process which has it comes back as often, then it goes to the error queue.
    private const int DeliveryLimit = 20;

    // Commands that nobody takes are asked for again and again; beyond as many the oldest go, which are asked for again.
    private const int MaxMessages = 100_000;

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);

    // How long the queue of a process outlives it.
    private static readonly TimeSpan OwnExpiry = TimeSpan.FromMinutes(1);

    public static void Use(IBusRegistrationConfigurator bus, BrokerAddress address)
    {
        bus.AddRabbitMqConfigureEndpointsCallback((context, name, endpoint) => Configure(context, name, endpoint));
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

    private static void Configure(IRegistrationContext context, string name, IRabbitMqReceiveEndpointConfigurator endpoint)
    {
        if (name.EndsWith(OwnSuffix, StringComparison.Ordinal))
        {
            endpoint.Durable = true; // newer brokers refuse queues that are neither durable nor of one connection
            endpoint.QueueExpiration = OwnExpiry;
            return;
        }

        var errors = name + Errors;
        SetShared(endpoint);
        // MassTransit gives its error queue the arguments of the queue that it belongs to: here it is made with the same ones, before the
        // broker has something for it.
        endpoint.BindDeadLetterQueue(errors, errors, queue =>
        {
            SetShared(queue);
            queue.SetQueueArgument("x-dead-letter-exchange", errors);
        });
        var log = context.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RabbitMqBus));
        endpoint.ConfigureDeadLetter(pipe =>
        {
            pipe.UseExecute(_ => Log.MessageSkipped(log, name, name + Skipped));
            pipe.UseFilter(new DeadLetterTransportFilter());
        });
    }

    /// <summary>What is part of a queue and never changes of one that is there: another value wants another suffix.</summary>
    private static void SetShared(IRabbitMqQueueConfigurator queue)
    {
        queue.SetQuorumQueue();
        queue.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        queue.SetQueueArgument("x-max-length", MaxMessages);
    }
}
