using System.Collections.Concurrent;
using System.Data.Common;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>One SQLite file an owner, so that a long change of one holds up no other.</summary>
public sealed class SqliteFolder(string folder) : ISqlStores, IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<SqliteFile>> _files = [];

    /// <inheritdoc />
    public DbDataSource Open(string owner) =>
        _files.GetOrAdd(owner, name => new Lazy<SqliteFile>(() => new SqliteFile(Path.Combine(folder, name + ".sqlite")))).Value;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var file in _files.Values.Where(file => file.IsValueCreated))
            await file.Value.DisposeAsync();
    }
}
