using PlayCount.Extraction.Selecting;
using PlayCount.Extraction.Storing;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Data;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Extraction;

/// <summary>The two ways to select, as the tests call them.</summary>
internal static class Extracting
{
    public static readonly IReadOnlySet<SongId> NoMismatches = new HashSet<SongId>();

    public static Selection Stream(string path, SelectionCriteria? criteria = null, IReadOnlySet<SongId>? mismatches = null) =>
        StreamingSelector.Select(path, criteria ?? new(), mismatches ?? NoMismatches, null, TestContext.Current.CancellationToken);

    public static async Task<Selection> Sql(
        string path, string catalogPath, SelectionCriteria? criteria = null, IReadOnlySet<SongId>? mismatches = null)
    {
        await using var file = SqliteFile.ForLoads(catalogPath);
        return await Sql(path, Tables(file), criteria, mismatches);
    }

    /// <summary>The tables in a SQLite file.</summary>
    public static SqlDatabase Tables(SqliteFile file) => new(file, SqlEngine.Sqlite, TripletStore.Migrations);

    public static async Task<Selection> Sql(
        string path, SqlDatabase catalog, SelectionCriteria? criteria = null, IReadOnlySet<SongId>? mismatches = null)
    {
        var cancel = TestContext.Current.CancellationToken;
        var store = await TripletStore.OpenAsync(catalog, cancel);
        var load = await store.LoadAsync(path, null, cancel);
        return await store.SelectAsync(load, criteria ?? new(), mismatches ?? NoMismatches, cancel);
    }

    public static SortedDictionary<string, string> WriteAndRead(string folder, Selection selection)
    {
        SelectionFiles.Write(new FolderBlobs(folder), selection);
        return new(Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .ToDictionary(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), File.ReadAllText), StringComparer.Ordinal);
    }
}

/// <summary>Progress told on the spot, where System.Progress posts it.</summary>
internal sealed class Told<T>(Action<T> onReport) : IProgress<T>
{
    public void Report(T value) => onReport(value);
}
