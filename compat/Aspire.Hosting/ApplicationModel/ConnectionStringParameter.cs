namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string from outside: <c>ConnectionStrings:name</c>.</summary>
internal sealed class ConnectionStringParameter(string name, string key, Func<string?> value)
    : ParameterResource(name, key, value, secret: true), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of($"{this}");

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetValueAsync(cancellationToken);
}
