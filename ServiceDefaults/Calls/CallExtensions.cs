using System.Net.Sockets;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http.Resilience;
using PlayCount.ServiceDefaults.Hosting;
using IdempotencyLevel = Google.Protobuf.Reflection.MethodOptions.Types.IdempotencyLevel;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor; // the bare name is one of dependency injection, too

namespace PlayCount.ServiceDefaults.Calls;

/// <summary>Clients of other services.</summary>
public static class CallExtensions
{
    private static readonly TimeSpan Connect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Ping = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5); // after that, new calls find processes that were added

    /// <summary>
    /// A gRPC client of a service by name. Each call has a deadline; what UNAVAILABLE ended is called again where the method's
    /// <c>idempotency_level</c> says that it does no harm.
    /// </summary>
    /// <typeparam name="TClient">The generated client.</typeparam>
    /// <param name="services">Where to.</param>
    /// <param name="name">The name that service discovery knows, such as <c>inference</c>.</param>
    /// <param name="service">What the client calls, such as <c>Estimator.Descriptor</c>.</param>
    public static IHttpClientBuilder AddGrpcService<TClient>(this IServiceCollection services, string name, ServiceDescriptor service)
        where TClient : ClientBase<TClient> => services.AddGrpcService<TClient>(_ => new Uri($"http://{name}"), service);

    /// <summary>A gRPC client of a service whose address a setting names.</summary>
    /// <inheritdoc cref="AddGrpcService{TClient}(IServiceCollection, string, ServiceDescriptor)"/>
    /// <param name="services">Where to.</param>
    /// <param name="address">The address; its host may be a name that service discovery knows.</param>
    /// <param name="service">What the client calls, such as <c>Estimator.Descriptor</c>.</param>
    public static IHttpClientBuilder AddGrpcService<TClient>(
        this IServiceCollection services, Func<IServiceProvider, Uri> address, ServiceDescriptor service)
        where TClient : ClientBase<TClient>
    {
        services.AddCheckedOptions<CallLimits>(CallLimits.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<DeadlineInterceptor>();
        var client = services.AddGrpcClient<TClient>((provider, options) => options.Address = address(provider));
        // The handlers of plain HTTP would end an attempt, streams included, that has no first byte after 10 s, and begin it again.
#pragma warning disable EXTEXP0001 // The package marks it as new; without it a default cannot be left out.
        client.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
        return client
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                ConnectTimeout = Connect,
                EnableMultipleHttp2Connections = true,
                KeepAlivePingDelay = Ping, // a machine that is gone says nothing: without pings a stream would wait for its deadline
                KeepAlivePingTimeout = Ping,
                PooledConnectionLifetime = Lifetime,
                ConnectCallback = ConnectAsync,
            })
            .AddInterceptor<DeadlineInterceptor>()
            .ConfigureChannel(channel => channel.ServiceConfig = RetriesOf(service));
    }

    /// <summary>HTTP clients find services by name, give up in time, and repeat only requests that change nothing.</summary>
    internal static void AddCallDefaults(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options => options.Retry.DisableForUnsafeHttpMethods());
            http.AddServiceDiscovery();
        });
    }

    /// <summary>
    /// Connects as is usual. Without a callback, a gRPC channel over sockets would connect by itself, to names that only service discovery
    /// knows, and would wait longer and longer to find again what was away.
    /// </summary>
    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static ServiceConfig RetriesOf(ServiceDescriptor service)
    {
        var config = new ServiceConfig();
        foreach (var method in service.Methods.Where(IsRepeatable))
        {
            config.MethodConfigs.Add(new()
            {
                Names = { new() { Service = service.FullName, Method = method.Name } },
                RetryPolicy = new()
                {
                    MaxAttempts = 5,
                    InitialBackoff = TimeSpan.FromMilliseconds(200),
                    MaxBackoff = TimeSpan.FromSeconds(2),
                    BackoffMultiplier = 2,
                    RetryableStatusCodes = { StatusCode.Unavailable },
                },
            });
        }

        return config;
    }

    private static bool IsRepeatable(MethodDescriptor method) =>
        method.GetOptions()?.IdempotencyLevel is IdempotencyLevel.NoSideEffects or IdempotencyLevel.Idempotent;
}
