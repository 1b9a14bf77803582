using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>The data folder, held for this process from before anything reads it until everything is closed.</summary>
internal sealed class DataFolder : IHostedService, IDisposable
{
    private readonly FolderLock _lock;

    /// <exception cref="InvalidDataException">It is a file.</exception>
    /// <exception cref="IOException">Another process works on it, or it cannot be written.</exception>
    public DataFolder(IOptions<DataOptions> options)
    {
        var folder = Path.GetFullPath(options.Value.Folder);
        Sql = Path.Combine(folder, "sql");
        Blobs = Path.Combine(folder, "blobs");
        Containers = Path.Combine(folder, FolderContainers.FolderName);
        _lock = Take(folder);
        try
        {
            UnfinishedFiles.Clear(Blobs, withSubfolders: true);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }
    }

    /// <summary>Where the SQLite files lie.</summary>
    public string Sql { get; }

    /// <summary>Where the blobs lie.</summary>
    public string Blobs { get; }

    /// <summary>Where the containers lie that are not ours.</summary>
    public string Containers { get; }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _lock.Dispose();

    private static FolderLock Take(string folder)
    {
        if (File.Exists(folder))
            throw new InvalidDataException($"Data:Folder '{folder}' is a file; a folder is right.");
        FolderLock? held;
        try
        {
            held = FolderLock.TryTake(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Data:Folder '{folder}' cannot be written: {e.Message} A folder where files may be made is right.", e);
        }

        return held ?? throw new IOException(
            $"Another process works on the data in '{folder}': each process needs a Data:Folder of its own. "
            + "End the other one, or name another folder.");
    }
}
