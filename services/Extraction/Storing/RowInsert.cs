using System.Data.Common;
using System.Text;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Extraction.Storing;

/// <summary>Adds rows to a table, as many with one INSERT as the engine likes; the last ones with <see cref="Flush"/>.</summary>
internal sealed class RowInsert : IDisposable
{
    private readonly DbCommand _full;
    private readonly string _table;
    private readonly string[] _columns;
    private readonly int _most;
    private readonly List<object> _waiting = [];

    public RowInsert(DbConnection connection, DbTransaction transaction, SqlEngine engine, string table, params string[] columns)
    {
        (_table, _columns, _most) = (table, columns, engine.RowsPerInsert);
        _full = Command(connection, transaction, _most);
    }

    public void Run(params ReadOnlySpan<object> values)
    {
        _waiting.AddRange(values);
        if (_waiting.Count == _most * _columns.Length)
            Send(_full);
    }

    /// <summary>Adds what still waits for others to go with.</summary>
    public void Flush()
    {
        if (_waiting.Count == 0)
            return;
        using var rest = Command(_full.Connection!, _full.Transaction!, _waiting.Count / _columns.Length);
        Send(rest);
    }

    public void Dispose() => _full.Dispose();

    private void Send(DbCommand command)
    {
        for (var i = 0; i < _waiting.Count; i++)
            command.Parameters[i].Value = _waiting[i];
        _waiting.Clear();
        using var unseen = SqlDatabase.Unseen(); // a trace would hold a statement as long as its rows
        command.ExecuteNonQuery();
    }

    private DbCommand Command(DbConnection connection, DbTransaction transaction, int rows)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        var sql = new StringBuilder($"INSERT INTO {_table} ({string.Join(", ", _columns)}) VALUES ");
        for (var row = 0; row < rows; row++)
        {
            var names = _columns.Select(column => AddParameter(command, $"@{column}{row}"));
            sql.Append(row == 0 ? "(" : ", (").AppendJoin(", ", names).Append(')');
        }

        command.CommandText = sql.ToString();
        return command;
    }

    private static string AddParameter(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return name;
    }
}
