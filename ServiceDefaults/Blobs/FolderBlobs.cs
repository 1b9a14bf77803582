using PlayCount.ServiceDefaults.Files;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Blobs as files below a folder, which is made with the first of them.</summary>
public sealed class FolderBlobs(string folder) : IBlobStore
{
    private readonly string _folder = Path.GetFullPath(folder);

    /// <summary>The folder's path without any link in it.</summary>
    public string RealPath => RealPaths.Of(_folder);

    /// <summary>What lies under a blob's name: a link or a pipe too, where others may write in the folder.</summary>
    public FileInfo FileOf(string name) => new(PathOf(name));

    /// <inheritdoc />
    public bool Exists(string name) => File.Exists(PathOf(name));

    /// <inheritdoc />
    public Stream OpenRead(string name)
    {
        try
        {
            return new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MissingBlobException($"There is no '{PathOf(name)}'.", e);
        }
    }

    /// <inheritdoc />
    public BlobDraft Create(string name) => new FileDraft(PathOf(name));

    /// <inheritdoc />
    public void Delete(string name)
    {
        if (File.Exists(PathOf(name)))
            File.Delete(PathOf(name));
    }

    /// <inheritdoc />
    public IReadOnlyList<string> List(string folder)
    {
        var root = folder.Length == 0 ? _folder : PathOf(folder);
        if (!Directory.Exists(root))
            return [];
        return [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_folder, path).Replace(Path.DirectorySeparatorChar, '/'))
            .Where(name => !name.EndsWith(UnfinishedFiles.Ending, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    /// <remarks>Empty folders too, and none of those whose names no blob can have.</remarks>
    public IReadOnlyList<string> Folders() => Directory.Exists(_folder)
        ? [.. new DirectoryInfo(_folder).EnumerateDirectories().Select(folder => folder.Name).Where(BlobName.IsPart)
            .Order(StringComparer.Ordinal)]
        : [];

    private string PathOf(string name) => Path.Combine(_folder, BlobName.Checked(name));
}
