using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.MySql;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Servers;

namespace Aspire.Hosting;

/// <summary>Adds MySQL to an application.</summary>
public static class MySqlBuilderExtensions
{
    /// <summary>A packet begins with its length and number in four bytes; the server's first holds the protocol's version next.</summary>
    private const int HeaderBytes = 4;
    private const byte ProtocolVersion = 10;

    private const string Image = "docker.io/library/mysql:9.7";
    private const int ServerPort = 3306;

    /// <summary>Adds a MySQL server.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="password">The password of root; unless given it is made once and kept beside the data.</param>
    /// <param name="port">The port; any free one unless given.</param>
    public static IResourceBuilder<MySqlServerResource> AddMySql(
        this IDistributedApplicationBuilder builder, string name, IResourceBuilder<ParameterResource>? password = null, int? port = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var server = new MariaDbServer(name, builder.Configuration);
        var resource = new MySqlServerResource(name, builder.PasswordOf(name, password, () => server.Password));
        server.Resource = resource;
        var check = new GreetingHealthCheck(
            resource.PrimaryEndpoint, [], HeaderBytes + 1, answer => answer[HeaderBytes] == ProtocolVersion);
        return builder.AddResource(resource).WithEndpoint(port: port, name: "tcp").RunsAs(server, check)
            .PublishedAs(Image, ServerPort, "/var/lib/mysql", "MYSQL_ROOT_PASSWORD", resource.PasswordParameter);
    }

    /// <summary>Adds a database to the server, named as the resource unless given.</summary>
    public static IResourceBuilder<MySqlDatabaseResource> AddDatabase(
        this IResourceBuilder<MySqlServerResource> builder, string name, string? databaseName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var database = new MySqlDatabaseResource(name, databaseName ?? name, builder.Resource);
        builder.Resource.Add(database);
        return builder.ApplicationBuilder.AddResource(database);
    }

    /// <summary>Where it is published the server's data are kept in a volume.</summary>
    /// <exception cref="DistributedApplicationException">It is run: there are no volumes here.</exception>
    public static IResourceBuilder<MySqlServerResource> WithDataVolume(
        this IResourceBuilder<MySqlServerResource> builder, string? name = null, bool isReadOnly = false) =>
        builder.KeptInVolume(name, isReadOnly);

    /// <summary>Keeps the server's data in a folder.</summary>
    public static IResourceBuilder<MySqlServerResource> WithDataBindMount(
        this IResourceBuilder<MySqlServerResource> builder, string source, bool isReadOnly = false) => builder.KeptIn(source, isReadOnly);
}
