using System.Data.Common;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>What the SQL engines do each in its own way; all other statements are the same for every one of them.</summary>
public abstract class SqlEngine
{
    /// <summary>SQLite: one writer at a time, who has the whole file.</summary>
    public static SqlEngine Sqlite { get; } = new SqliteEngine();

    /// <summary>MySQL 8 and later, MariaDB 10.6 and later, and what speaks their protocol: writers lock rows.</summary>
    public static SqlEngine MySql { get; } = new MySqlEngine();

    /// <summary>Ends a CREATE TABLE: text is to compare by its bytes everywhere.</summary>
    public abstract string TableOptions { get; }

    /// <summary>Type of a key that is a whole number of 64 bits.</summary>
    public abstract string Key { get; }

    /// <summary>Ends a SELECT of rows that nobody else is to change before the transaction ends; empty where nobody can.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Ends a SELECT of rows to change which passes over those that others hold; null where nobody can hold some.</summary>
    public abstract string? SkipLocked { get; }

    /// <summary>Rows that one INSERT carries at best.</summary>
    public abstract int RowsPerInsert { get; }

    /// <summary>Follows a table's name: reads it by that index, in its order, and so locks no row but those read.</summary>
    public abstract string InOrderOf(string index);

    /// <summary>Has a name to itself on this server and database until it is disposed of or the connection ends.</summary>
    /// <param name="connection">Holds it.</param>
    /// <param name="name">The name.</param>
    /// <param name="longest">How long to wait for another to let go; null: as long as that one lives.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="TimeoutException">Another still has it.</exception>
    public abstract Task<IAsyncDisposable> HoldAsync(
        DbConnection connection, string name, TimeSpan? longest, CancellationToken cancellationToken);
}
