using System.Collections.Concurrent;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>One SQLite file an owner, so that a long change of one holds up no other.</summary>
public sealed class SqliteFolder(string folder) : ISqlStores
{
    private readonly ConcurrentDictionary<string, SqlDatabase> _owners = [];

    /// <inheritdoc />
    public SqlDatabase Open(string owner, SqlMigrations migrations) => _owners.GetOrAdd(
        owner, name => new SqlDatabase(SqliteFile.ForChanges(Path.Combine(folder, name + ".sqlite")), SqlEngine.Sqlite, migrations));
}
