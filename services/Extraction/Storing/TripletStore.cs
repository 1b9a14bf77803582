using System.Data;
using System.Data.Common;
using PlayCount.Extraction.Reading;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Extraction.Storing;

/// <summary>Triplet files in SQL: loaded once for the same bytes, and the paper's selection as queries.</summary>
/// <remarks>SQLite does its work on the caller's thread, so there the tasks are complete when they are returned.</remarks>
public sealed class TripletStore
{
    private const int Readings = 2; // once for the hash, once for the rows

    private readonly SqlDatabase _catalog;

    private TripletStore(SqlDatabase catalog) => _catalog = catalog;

    /// <summary>How its tables are made.</summary>
    public static SqlMigrations Migrations => Storing.Migrations.All;

    /// <summary>Opens the store and brings its tables up to date.</summary>
    /// <param name="catalog">The tables of <see cref="Migrations"/>.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="CatalogException">The database failed.</exception>
    public static async Task<TripletStore> OpenAsync(SqlDatabase catalog, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        try
        {
            await catalog.PrepareAsync(cancellationToken);
        }
        catch (DbException e)
        {
            throw new CatalogException("its tables were made", e);
        }

        return new TripletStore(catalog);
    }

    /// <summary>Loads a triplet file, or finds that its bytes are there. A load cut off leaves nothing and can be repeated.</summary>
    /// <param name="path">Triplets, plain, .gz or .zip.</param>
    /// <param name="progress">Told bytes, of hashing and of loading.</param>
    /// <param name="cancellationToken">Stops it between two rows; nothing is left then.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A row is bad, or there is none.</exception>
    /// <exception cref="CatalogException">The database failed.</exception>
    public Task<StoreLoad> LoadAsync(string path, IProgress<StageProgress>? progress, CancellationToken cancellationToken) =>
        LoadAsync(path, progress, rows: null, cancellationToken);

    /// <inheritdoc cref="LoadAsync(string, IProgress{StageProgress}?, CancellationToken)"/>
    internal async Task<StoreLoad> LoadAsync(
        string path, IProgress<StageProgress>? progress, IProgress<long>? rows, CancellationToken cancellationToken)
    {
        var stamp = FileStamp.Of(path);
        var hash = ContentHash.Compute(path, progress, Readings, cancellationToken);
        try
        {
            await using var connection = await _catalog.OpenConnectionAsync(cancellationToken);
            // One load at a time, whichever process it is of: the keys of a file follow one another.
            await using var turn = await _catalog.Engine.HoldAsync(connection, "triplets", longest: null, cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var there = await FileRow.FindAsync(connection, transaction, hash, cancellationToken);
            if (there is not null)
            {
                progress?.Report(new StageProgress(Readings * stamp.Bytes, Readings * stamp.Bytes));
                return Describe(path, hash, there, wasThere: true);
            }

            using var load = new TripletLoad(connection, transaction, _catalog.Engine);
            new TripletScan(path, progress, Readings, rows).Run(1, load.Add, cancellationToken);
            stamp.RequireUnchanged(path);
            var file = await load.FinishAsync(hash, cancellationToken);
            if (file.Records == 0)
                throw SelectionRefusal.NoRow(path);
            await transaction.CommitAsync(cancellationToken);
            return Describe(path, hash, file, wasThere: false);
        }
        catch (DbException e)
        {
            throw new CatalogException($"'{path}' was loaded", e);
        }
    }

    /// <summary>The paper's selection over a loaded file: the same as <see cref="Selecting.StreamingSelector"/> gives.</summary>
    /// <param name="load">What <see cref="LoadAsync(string, IProgress{StageProgress}?, CancellationToken)"/> returned.</param>
    /// <param name="criteria">What the paper selects by.</param>
    /// <param name="mismatches">Songs to leave out and count; may be empty.</param>
    /// <param name="cancellationToken">Stops it between two queries.</param>
    /// <exception cref="ArgumentException">The file is not in this store.</exception>
    /// <exception cref="InvalidDataException">The file has no shared song, or two rows for one user and song.</exception>
    /// <exception cref="CatalogException">The database failed.</exception>
    public async Task<Selection> SelectAsync(StoreLoad load, SelectionCriteria criteria, IReadOnlySet<SongId> mismatches,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(load);
        SelectionRefusal.ThrowIfUnmeetable(criteria);
        try
        {
            await using var connection = await _catalog.OpenConnectionAsync(cancellationToken);
            // The temporary tables go with it.
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            var file = await FileRow.FindAsync(connection, transaction, load.ContentHash, cancellationToken)
                ?? throw new ArgumentException($"'{load.Path}' ({load.ContentHash}) is not in this store; load it first.");
            return await new SqlSelection(connection, transaction, _catalog.Engine, load, file, criteria, cancellationToken)
                .RunAsync(mismatches);
        }
        catch (DbException e)
        {
            throw new CatalogException($"'{load.Path}' was selected from", e);
        }
    }

    private static StoreLoad Describe(string path, string hash, FileRow file, bool wasThere) =>
        new(path, hash, file.Records, file.Users, file.Songs, wasThere);
}
