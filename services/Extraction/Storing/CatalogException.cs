using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PlayCount.Extraction.Storing;

/// <summary>The SQL store could not do its part.</summary>
public sealed class CatalogException : Exception
{
    private const int SqliteBusy = 5; // result codes of SQLite's C interface
    private const int SqliteLocked = 6;
    private const int SqliteCorrupt = 11;
    private const int SqliteNotADatabase = 26;

    internal CatalogException(string doing, DbException cause)
        : base($"The SQL store failed while {doing}: {cause.Message.ReplaceLineEndings(" ")}", cause)
    {
        IsTransient = cause.IsTransient || cause is SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked };
        IsDamaged = cause is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase };
    }

    /// <summary>Whether the same call may succeed later: the store was busy.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether the bytes of the database itself are damaged, so that only a new one helps.</summary>
    public bool IsDamaged { get; }
}
