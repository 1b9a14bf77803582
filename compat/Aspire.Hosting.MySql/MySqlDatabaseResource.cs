namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database of a MySQL server; it is made with the server's start.</summary>
public class MySqlDatabaseResource : Resource, IResourceWithParent<MySqlServerResource>, IResourceWithConnectionString
{
    /// <summary>A database of the server.</summary>
    public MySqlDatabaseResource(string name, string databaseName, MySqlServerResource parent)
        : base(name) => (DatabaseName, Parent) = (databaseName, parent);

    /// <summary>The name in the server.</summary>
    public string DatabaseName { get; }

    /// <summary>The server.</summary>
    public MySqlServerResource Parent { get; }

    /// <summary>The server's, with <c>;Database=name</c>.</summary>
    public ReferenceExpression ConnectionStringExpression =>
        ReferenceExpression.Of($"{Parent};Database={DatabaseName}");

    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
        Parent.Properties(DatabaseName);
}
