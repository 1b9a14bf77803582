using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory;

/// <summary>One channel for each registered client, opened when it is first asked for, kept until the services end.</summary>
internal sealed class Channels(
    IServiceProvider services, IHttpMessageHandlerFactory handlers, IOptionsMonitor<GrpcClientFactoryOptions> options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<(GrpcChannel Channel, CallInvoker Invoker)>> _opened = new();

    public CallInvoker Invoker(string client) => _opened.GetOrAdd(client, name => new(() => Open(name))).Value.Invoker;

    public void Dispose()
    {
        foreach (var opened in _opened.Values.Where(opened => opened.IsValueCreated))
            opened.Value.Channel.Dispose();
    }

    private (GrpcChannel Channel, CallInvoker Invoker) Open(string client)
    {
        var asked = options.Get(client);
        var address = asked.Address ?? throw new InvalidOperationException(
            $"The gRPC client '{client}' has no address: set it with AddGrpcClient(options => options.Address = new Uri(...)).");
        var channelOptions = new GrpcChannelOptions
        {
            HttpHandler = handlers.CreateHandler(client),
            LoggerFactory = services.GetService<ILoggerFactory>(),
            ServiceProvider = services,
        };
        foreach (var configure in asked.ChannelOptionsActions)
            configure(channelOptions);

        var channel = GrpcChannel.ForAddress(address, channelOptions);
        // The last is put on first, so that the first one registered sees a call first.
        var invoker = asked.Interceptors.AsEnumerable().Reverse()
            .Aggregate(channel.CreateCallInvoker(), (inner, create) => inner.Intercept(create(services)));
        return (channel, invoker);
    }
}
