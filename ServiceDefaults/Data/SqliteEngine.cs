using System.Data.Common;

namespace PlayCount.ServiceDefaults.Data;

/// <inheritdoc cref="SqlEngine.Sqlite"/>
internal sealed class SqliteEngine : SqlEngine
{
    public override string TableOptions => "";

    public override string Key => "INTEGER"; // as a primary key it is the row's own number; a key of any other type is an index more

    public override string ForUpdate => "";

    public override string? SkipLocked => null;

    public override int RowsPerInsert => 1; // in this process a statement costs no way to a server

    public override string InOrderOf(string index) => "";

    /// <summary>A transaction that writes has the file to itself anyway.</summary>
    public override Task<IAsyncDisposable> HoldAsync(
        DbConnection connection, string name, TimeSpan? longest, CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable>(new Nothing());

    private sealed class Nothing : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
