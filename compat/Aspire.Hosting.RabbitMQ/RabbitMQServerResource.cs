namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ server; its user is guest unless a parameter says otherwise.</summary>
public class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string DefaultUserName = "guest";

    /// <summary>A server with its user and password.</summary>
    public RabbitMQServerResource(string name, ParameterResource? userName, ParameterResource password)
        : base(name) => (UserNameParameter, PasswordParameter) = (userName, password);

    /// <summary>The user; null: guest.</summary>
    public ParameterResource? UserNameParameter { get; }

    /// <summary>The password.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <summary>Where it speaks AMQP.</summary>
    public EndpointReference PrimaryEndpoint => new(this, "tcp");

    /// <summary><c>amqp://user:password@host:port</c>.</summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(
        $"amqp://{UserName}:{LaterValue.Escaped(PasswordParameter)}@{LaterValue.Host(PrimaryEndpoint)}:{LaterValue.Port(PrimaryEndpoint)}");

    internal object PlainUserName => (object?)UserNameParameter ?? DefaultUserName;

    private object UserName => UserNameParameter is { } given ? LaterValue.Escaped(given) : DefaultUserName;

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Of($"{LaterValue.Host(PrimaryEndpoint)}")),
        new("Port", ReferenceExpression.Of($"{LaterValue.Port(PrimaryEndpoint)}")),
        new("Username", ReferenceExpression.Of($"{PlainUserName}")),
        new("Password", ReferenceExpression.Of($"{PasswordParameter}")),
        new("Uri", ConnectionStringExpression),
    ];
}
