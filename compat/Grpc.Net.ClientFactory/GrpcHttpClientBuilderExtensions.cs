using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Says more of a registered gRPC client.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    /// <summary>Puts an interceptor before the client's calls; the first one added sees them first.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureInvoker">Makes the interceptor, once, from the root services.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<IServiceProvider, Interceptor> configureInvoker)
    {
        ArgumentNullException.ThrowIfNull(configureInvoker);
        return Configure(builder, options => options.Interceptors.Add(configureInvoker));
    }

    /// <summary>Puts a registered interceptor before the client's calls; the first one added sees them first.</summary>
    /// <typeparam name="TInterceptor">A registered service; asked for once, from the root services.</typeparam>
    /// <param name="builder">The client.</param>
    /// <exception cref="ArgumentNullException">The client is null.</exception>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor => builder.AddInterceptor(services => services.GetRequiredService<TInterceptor>());

    /// <summary>Runs over the channel's options before it is opened.</summary>
    /// <param name="builder">The client.</param>
    /// <param name="configureChannel">Sets limits, retries, credentials.</param>
    /// <exception cref="ArgumentNullException">One of them is null.</exception>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel)
    {
        ArgumentNullException.ThrowIfNull(configureChannel);
        return Configure(builder, options => options.ChannelOptionsActions.Add(configureChannel));
    }

    private static IHttpClientBuilder Configure(IHttpClientBuilder builder, Action<GrpcClientFactoryOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }
}
