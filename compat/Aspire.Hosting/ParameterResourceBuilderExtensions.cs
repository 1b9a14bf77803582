using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Adds values from outside to an application.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter; its value is <c>Parameters:name</c> in the configuration.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"Parameters:{name}";
        return builder.AddResource(new ParameterResource(name, key, () => builder.Configuration[key], secret));
    }

    /// <summary>Adds a connection string; its value is <c>ConnectionStrings:name</c> in the configuration.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name.</param>
    /// <param name="environmentVariableName">The variable that resources with a reference get, unless the usual one.</param>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (environmentVariableName is not null)
        {
            throw new DistributedApplicationException($"The connection string '{name}' asks for the variable "
                + $"'{environmentVariableName}': resources get ConnectionStrings__{name} here, so leave the name out.");
        }

        var key = $"ConnectionStrings:{name}";
        return builder.AddResource(new ConnectionStringParameter(name, key, () => builder.Configuration[key]));
    }

    /// <summary>The parameter given, or one named <c>server-password</c>, whose default is made once and kept beside the data.</summary>
    internal static ParameterResource PasswordOf(
        this IDistributedApplicationBuilder builder, string server, IResourceBuilder<ParameterResource>? given, Func<string> kept)
    {
        if (given is not null)
            return given.Resource;
        var (name, key) = ($"{server}-password", $"Parameters:{server}-password");
        return builder.AddResource(new ParameterResource(name, key, () => builder.Configuration[key] ?? kept(), secret: true)
        {
            IsGenerated = true,
        }).Resource;
    }
}
