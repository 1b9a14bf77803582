using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>What the packages of servers say of their containers.</summary>
internal static class PublishedContainers
{
    private const int HashDigits = 10;

    /// <summary>Where it is deployed the resource is a container of this image, whose endpoint has this port.</summary>
    public static IResourceBuilder<T> PublishedAs<T>(
        this IResourceBuilder<T> builder, string image, int targetPort, string dataFolder, string passwordVariable,
        ParameterResource password)
        where T : IResourceWithEnvironment
    {
        builder.Resource.Annotations.OfType<EndpointAnnotation>().Single().PublishedPort = targetPort;
        return builder.WithAnnotation(new ContainerImageAnnotation(image, dataFolder)).WithEnvironment(context =>
        {
            if (context.ExecutionContext.IsPublishMode)
                context.EnvironmentVariables[passwordVariable] = password;
        });
    }

    /// <summary>Its data are kept in a volume, named after application and resource unless given.</summary>
    public static IResourceBuilder<T> KeptInVolume<T>(this IResourceBuilder<T> builder, string? name, bool isReadOnly)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        var resource = builder.Resource.Name;
        if (isReadOnly)
            throw new DistributedApplicationException($"The server '{resource}' writes its data: leave isReadOnly out.");
        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            throw new DistributedApplicationException(
                $"The server '{resource}' asks for a volume, and runs without a container: give it a folder with WithDataBindMount.");
        }

        builder.Resource.Annotations.OfType<ContainerImageAnnotation>().Single().Volume =
            name ?? $"{Prefix(builder.ApplicationBuilder.Environment.ApplicationName)}-{resource}-data";
        return builder;
    }

    // Applications of other names keep apart what they publish to one machine.
    private static string Prefix(string application)
    {
        var letters = application.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_').ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(application)));
        return $"{new string(letters).ToLowerInvariant()}-{hash[..HashDigits]}";
    }
}
