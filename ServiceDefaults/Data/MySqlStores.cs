using System.Collections.Concurrent;
using MySqlConnector;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>The tables of all owners in one MySQL database, which any number of processes share.</summary>
internal sealed class MySqlStores(MySqlDataSource source) : ISqlStores
{
    private readonly ConcurrentDictionary<string, SqlDatabase> _owners = [];

    public SqlDatabase Open(string owner, SqlMigrations migrations) =>
        _owners.GetOrAdd(owner, _ => new SqlDatabase(source, SqlEngine.MySql, migrations));
}
