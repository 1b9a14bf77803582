using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Hosting;

/// <summary>Settings that are checked before anything begins.</summary>
public static class OptionsExtensions
{
    /// <summary>Binds settings to a section; one that breaks its attributes keeps the process from starting.</summary>
    public static OptionsBuilder<TOptions> AddCheckedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class =>
        services.AddOptions<TOptions>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
}
