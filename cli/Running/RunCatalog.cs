using PlayCount.Cli.Progress;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Data;

namespace PlayCount.Cli.Running;

/// <summary>The triplets as rows in a run's folder. They can be loaded again from their file whenever they are lost.</summary>
internal sealed class RunCatalog(string folder, StageDisplay display)
{
    private readonly string _path = PathIn(folder);

    public static string PathIn(string folder) => Path.Combine(folder, "catalog.sqlite");

    /// <summary>Loads the triplets, or finds them there; damaged ones are deleted and loaded anew.</summary>
    /// <exception cref="IOException">The store failed, a new one too.</exception>
    public async Task LoadAsync(string triplets, CancellationToken cancellationToken)
    {
        try
        {
            await LoadOrReplaceAsync(triplets, cancellationToken);
        }
        catch (CatalogException e)
        {
            throw new IOException(
                $"'{_path}' failed: {e.Message} Delete it if it is damaged, see to its disk, or choose another --out.", e);
        }
    }

    private async Task LoadOrReplaceAsync(string triplets, CancellationToken cancellationToken)
    {
        try
        {
            await LoadOnceAsync(triplets, cancellationToken);
        }
        catch (CatalogException e) when (e.IsDamaged)
        {
            display.Say($"'{_path}' is damaged: deleted, and the triplets are loaded again.");
            SqliteFile.Delete(_path);
            await LoadOnceAsync(triplets, cancellationToken);
        }
    }

    private async Task LoadOnceAsync(string triplets, CancellationToken cancellationToken)
    {
        await using var file = SqliteFile.ForLoads(_path);
        var catalog = new SqlDatabase(file, SqlEngine.Sqlite, TripletStore.Migrations);
        var store = await TripletStore.OpenAsync(catalog, cancellationToken);
        await display.RunAsync("storing rows", "byte", progress => store.LoadAsync(triplets, progress, cancellationToken));
    }
}
