using Dapper;
using Microsoft.Data.Sqlite;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>The job tables of a data folder, read from outside the process that works on them.</summary>
internal sealed class JobFiles(string data)
{
    /// <param name="Key">Experiment and work.</param>
    /// <param name="State">As the table has it.</param>
    /// <param name="Attempts">How often it was begun.</param>
    /// <param name="Lease">The token of who works on it, or null.</param>
    public sealed record Row(string Key, string State, long Attempts, string? Lease);

    /// <summary>The rows of all services, of those that have made their tables.</summary>
    public IReadOnlyList<Row> Read() => [.. Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder, "*.sqlite").SelectMany(Read) : []];

    private string Folder => Path.Combine(data, "sql");

    private static IEnumerable<Row> Read(string path)
    {
        var table = Path.GetFileNameWithoutExtension(path) + "_jobs";
        SQLitePCL.Batteries_V2.Init();
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        connection.Open();
        return connection.ExecuteScalar<long>("SELECT COUNT(*) FROM sqlite_master WHERE name = @table", new { table }) == 0
            ? []
            : connection.Query<Row>($"SELECT job_key AS Key, state AS State, attempts AS Attempts, lease AS Lease FROM {table}").AsList();
    }
}
