using System.Data.Common;
using Microsoft.Data.Sqlite;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Extraction.Storing;

/// <summary>The SQL store could not do its part.</summary>
public sealed class CatalogException : Exception
{
    private const int SqliteCorrupt = 11; // result codes of SQLite's C interface
    private const int SqliteNotADatabase = 26;

    internal CatalogException(string doing, DbException cause)
        : base($"The SQL store failed while {doing}: {cause.Message.ReplaceLineEndings(" ")}", cause)
    {
        IsTransient = SqlFailure.MayPass(cause);
        IsDamaged = cause is SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase };
    }

    /// <summary>Whether the same call may succeed later: the store was busy, or out of reach.</summary>
    public bool IsTransient { get; }

    /// <summary>Whether the bytes of the database itself are damaged, so that only a new one helps.</summary>
    public bool IsDamaged { get; }
}
