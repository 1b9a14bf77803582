using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using MySqlConnector;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>What the engines' error numbers mean here.</summary>
public static class SqlFailure
{
    private const int SqliteBusy = 5; // result codes of SQLite's C interface
    private const int SqliteLocked = 6;
    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;
    private const int MariaDbRecordChanged = 1020; // ER_CHECKREAD: with innodb_snapshot_isolation another transaction was first
    private const int MariaDbConnectionKilled = 1927; // ER_CONNECTION_KILLED

    /// <summary>Whether the same statement may succeed later.</summary>
    public static bool MayPass(DbException failure) => failure switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        MySqlException mysql => mysql.IsTransient || LostItsTurn(mysql) || mysql.ErrorCode is MySqlErrorCode.LockWaitTimeout
            or MySqlErrorCode.CommandTimeoutExpired or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.UnableToConnectToHost,
        _ => failure.IsTransient,
    };

    /// <summary>Whether the same transaction is worth another try at once: another was first, or the connection was lost.</summary>
    public static bool LostItsTurn(DbException failure) => failure is MySqlException mysql
        && (mysql.ErrorCode is MySqlErrorCode.LockDeadlock or MySqlErrorCode.ServerShutdown
            || mysql.Number is MariaDbRecordChanged or MariaDbConnectionKilled
            || mysql.InnerException is IOException or SocketException);

    /// <summary>Whether there is a row of that key.</summary>
    public static bool IsDuplicateKey(DbException failure) => failure
        is SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteUnique }
        or MySqlException { ErrorCode: MySqlErrorCode.DuplicateKeyEntry };

    /// <summary>Whether the table, index or column that was to be made is there: an engine that cannot take that back says so.</summary>
    internal static bool IsMade(DbException failure) => failure is MySqlException
    {
        ErrorCode: MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateKeyName or MySqlErrorCode.DuplicateFieldName,
    };
}
