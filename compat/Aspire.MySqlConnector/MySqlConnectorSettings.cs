namespace Aspire.MySqlConnector;

/// <summary>How the data source is made; section <c>Aspire:MySqlConnector</c>, then its part named after the connection.</summary>
public sealed class MySqlConnectorSettings
{
    /// <summary>Server, user, database and so on; <c>ConnectionStrings:&lt;name&gt;</c> comes before the section's.</summary>
    public string? ConnectionString { get; set; }
}
