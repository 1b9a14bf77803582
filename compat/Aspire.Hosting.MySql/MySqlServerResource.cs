namespace Aspire.Hosting.ApplicationModel;

/// <summary>A MySQL server, whose user is root.</summary>
public class MySqlServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string UserName = "root";

    private readonly List<MySqlDatabaseResource> _databases = [];

    /// <summary>A server with its root password.</summary>
    public MySqlServerResource(string name, ParameterResource password)
        : base(name) => PasswordParameter = password;

    /// <summary>The password of root.</summary>
    public ParameterResource PasswordParameter { get; set; }

    /// <summary>Where it speaks MySQL's protocol.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary>The names of the databases by those of their resources.</summary>
    public IReadOnlyDictionary<string, string> Databases =>
        _databases.ToDictionary(database => database.Name, database => database.DatabaseName);

    /// <summary><c>Server=host;Port=port;User ID=root;Password=password</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(
        $"Server={Host};Port={Port};User ID={UserName};Password={PasswordParameter}");

    private LaterValue Host => LaterValue.Host(PrimaryEndpoint);

    private LaterValue Port => LaterValue.Port(PrimaryEndpoint);

    internal void Add(MySqlDatabaseResource database) => _databases.Add(database);

    internal IEnumerable<KeyValuePair<string, ReferenceExpression>> Properties(string? database = null)
    {
        var path = database is null ? "" : $"/{database}";
        yield return new("Host", ReferenceExpression.Of($"{Host}"));
        yield return new("Port", ReferenceExpression.Of($"{Port}"));
        yield return new("Username", ReferenceExpression.Of($"{UserName}"));
        yield return new("Password", ReferenceExpression.Of($"{PasswordParameter}"));
        yield return new(
            "Uri", ReferenceExpression.Of($"mysql://{UserName}:{LaterValue.Escaped(PasswordParameter)}@{Host}:{Port}{path}"));
        yield return new("JdbcConnectionString", ReferenceExpression.Of($"jdbc:mysql://{Host}:{Port}{path}"));
        if (database is not null)
            yield return new("DatabaseName", ReferenceExpression.Of($"{database}"));
    }

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() => Properties();
}
