using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Health;

namespace PlayCount.ServiceDefaults.Listening;

/// <summary>Where a service that answers calls listens.</summary>
public static class ListeningExtensions
{
    /// <summary>
    /// Listens as <see cref="ListeningOptions"/> say and nowhere else, and tells the health to whoever asks on the port that is for it
    /// alone.
    /// </summary>
    /// <param name="builder">A service as a process of its own.</param>
    /// <param name="service">Its section of the configuration, such as <c>Inference</c>.</param>
    /// <param name="port">Port of gRPC unless another is set.</param>
    /// <param name="healthPort">Port of health unless another is set.</param>
    public static WebApplicationBuilder AddListening(this WebApplicationBuilder builder, string service, int port, int healthPort)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var section = $"{service}:Listening";
        builder.Services.AddOptions<ListeningOptions>()
            .Configure(options => (options.Section, options.Port, options.HealthPort) = (section, port, healthPort))
            .BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, Listener>();
        builder.Services.AddOptions<HealthOptions>().PostConfigure<IOptions<ListeningOptions>>((health, listening) =>
            health.Port ??= listening.Value.HealthPort is > 0 and var told ? told : null);
        return builder;
    }
}
