using Microsoft.Win32.SafeHandles;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Mapping.Indexing;

/// <summary>The place of an index cannot be written; the archive itself is fine.</summary>
internal sealed class IndexUnwritableException(string message, Exception cause) : Exception(message, cause)
{
    /// <summary>Does something that only writes.</summary>
    /// <exception cref="IndexUnwritableException">It failed.</exception>
    public static T Tell<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IndexUnwritableException(e.Message, e);
        }
    }

    /// <inheritdoc cref="Tell{T}"/>
    public static void Tell(Action write) => Tell(() =>
    {
        write();
        return true;
    });
}

/// <summary>
/// A file beside an index while that is made. Its name is its own, so that several may make one index at a time; what a killed process left
/// is known by being held by nobody, and deleted.
/// </summary>
internal sealed class IndexScratch : IDisposable
{
    private const int BufferBytes = 1 << 18;

    /// <summary>A file this young may be one that is just begun, and not held yet.</summary>
    private static readonly TimeSpan Young = TimeSpan.FromMinutes(10);

    private readonly FileStream _file;
    private bool _isKept;

    private IndexScratch(FileStream file) => _file = file;

    public SafeFileHandle Handle => _file.SafeFileHandle;

    /// <summary>Where it lies until it is kept.</summary>
    public string Name => _file.Name;

    /// <summary>Where the next bytes go.</summary>
    public long Position => _file.Position;

    /// <summary>Begins a file beside an index.</summary>
    /// <exception cref="IndexUnwritableException">The folder may not be written.</exception>
    public static IndexScratch Begin(string indexPath) => IndexUnwritableException.Tell(() =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(indexPath)!);
        return new IndexScratch(new FileStream(
            $"{indexPath}.{Guid.NewGuid():n}{UnfinishedFiles.Ending}", FileMode.CreateNew, FileAccess.ReadWrite,
            FileShare.Read | FileShare.Delete, BufferBytes));
    });

    /// <summary>Deletes what killed processes left of an index.</summary>
    public static void ClearAbandoned(string indexPath)
    {
        foreach (var path in IndexUnwritableException.Tell(() => Directory.GetFiles(Path.GetDirectoryName(indexPath)!)))
        {
            if (!IsOf(indexPath, path) || DateTime.UtcNow - File.GetLastWriteTimeUtc(path) < Young)
                continue;
            try
            {
                using var held = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is at work on it, or has just ended.
            }
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        try
        {
            _file.Write(bytes);
        }
        catch (IOException e)
        {
            throw new IndexUnwritableException(e.Message, e);
        }
    }

    /// <summary>What was written can be read through <see cref="Handle"/>.</summary>
    public void Flush() => IndexUnwritableException.Tell(() => _file.Flush());

    /// <summary>Gives the file its name, over what was there.</summary>
    public void Keep(string path) => IndexUnwritableException.Tell(() =>
    {
        _file.Flush(flushToDisk: true);
        File.Move(_file.Name, path, overwrite: true); // while it is held: nobody takes it for abandoned
        _isKept = true;
    });

    public void Dispose()
    {
        if (!_isKept)
            File.Delete(_file.Name);
        try
        {
            _file.Dispose();
        }
        catch (IOException)
        {
            // A full disk does not take what is still in the buffer; it is thrown away anyway.
        }
    }

    /// <summary>Whether <see cref="Begin"/> may have named it so. No pattern is made of an index path: it may hold a <c>*</c>.</summary>
    private static bool IsOf(string indexPath, string path)
    {
        var (start, name) = (Path.GetFileName(indexPath) + ".", Path.GetFileName(path));
        return name.StartsWith(start, StringComparison.Ordinal) && name.EndsWith(UnfinishedFiles.Ending, StringComparison.Ordinal)
            && name.Length > start.Length + UnfinishedFiles.Ending.Length
            && Guid.TryParseExact(name[start.Length..^UnfinishedFiles.Ending.Length], "n", out _);
    }
}
