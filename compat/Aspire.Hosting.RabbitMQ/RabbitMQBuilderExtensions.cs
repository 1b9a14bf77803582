using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.RabbitMQ;
using Aspire.Hosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ to an application.</summary>
public static class RabbitMQBuilderExtensions
{
    private const byte MethodFrame = 1;
    private const string Image = "docker.io/library/rabbitmq:4.3";
    private const int BrokerPort = 5672;

    /// <summary>Adds a RabbitMQ server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="userName">The user; guest unless given.</param>
    /// <param name="password">The password; unless given it is made once and kept beside the data.</param>
    /// <param name="port">The port; any free one unless given.</param>
    public static IResourceBuilder<RabbitMQServerResource> AddRabbitMQ(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? userName = null,
        IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var server = new RabbitMQServer(name, builder.Configuration);
        var resource = new RabbitMQServerResource(name, userName?.Resource, builder.PasswordOf(name, password, () => server.Password));
        server.Resource = resource;
        // A server answers the protocol's header with a frame that holds its first method; what else listens there does not.
        var check = new GreetingHealthCheck(
            resource.PrimaryEndpoint, [.. "AMQP"u8, 0, 0, 9, 1], answerBytes: 1, answer => answer[0] == MethodFrame);
        return builder.AddResource(resource).WithEndpoint(port: port, name: "tcp").RunsAs(server, check)
            .WithEnvironment(context =>
            {
                if (context.ExecutionContext.IsPublishMode)
                    context.EnvironmentVariables["RABBITMQ_DEFAULT_USER"] = resource.PlainUserName;
            })
            .PublishedAs(Image, BrokerPort, "/var/lib/rabbitmq", "RABBITMQ_DEFAULT_PASS", resource.PasswordParameter);
    }

    /// <summary>Where it is published the server's data are kept in a volume.</summary>
    /// <exception cref="DistributedApplicationException">It is run: there are no volumes here.</exception>
    public static IResourceBuilder<RabbitMQServerResource> WithDataVolume(
        this IResourceBuilder<RabbitMQServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.KeptInVolume(name, isReadOnly);

    /// <summary>Keeps the server's data in a folder.</summary>
    public static IResourceBuilder<RabbitMQServerResource> WithDataBindMount(
        this IResourceBuilder<RabbitMQServerResource> builder, string source, bool isReadOnly = false) =>
        builder.KeptIn(source, isReadOnly);
}
