using Grpc.Net.ClientFactory;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers gRPC clients.</summary>
public static class GrpcClientServiceExtensions
{
    /// <summary>Registers a generated client: each one that is asked for is new, the connection below is one.</summary>
    /// <typeparam name="TClient">The client; has a constructor that takes a <c>CallInvoker</c>.</typeparam>
    /// <param name="services">Where it is registered.</param>
    /// <param name="configureClient">Sets the address.</param>
    /// <returns>The HTTP client below, to add handlers to.</returns>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static IHttpClientBuilder AddGrpcClient<TClient>(
        this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configureClient);
        var name = typeof(TClient).FullName!;
        services.Configure(name, configureClient);
        services.TryAddSingleton<Channels>();
        services.AddTransient(provider =>
            ActivatorUtilities.CreateInstance<TClient>(provider, provider.GetRequiredService<Channels>().Invoker(name)));
        return services.AddHttpClient(name)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { EnableMultipleHttp2Connections = true })
            // The channel keeps its handler, so the pool must not end it.
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);
    }
}
