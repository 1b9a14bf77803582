namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>What is built on the few operations of a blob store.</summary>
public static class BlobStoreExtensions
{
    /// <summary>Writes a blob, or replaces it in one step; a write that throws leaves what was there.</summary>
    /// <param name="blobs">Where to.</param>
    /// <param name="name">Its name.</param>
    /// <param name="write">Is given a stream that can seek.</param>
    public static void Write(this IBlobStore blobs, string name, Action<Stream> write)
    {
        using var draft = blobs.Create(name);
        write(draft.Content);
        draft.Commit();
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, lines ending in LF.</summary>
    public static void WriteText(this IBlobStore blobs, string name, Action<TextWriter> write) => blobs.Write(name, stream =>
    {
        using var writer = new StreamWriter(stream, leaveOpen: true) { NewLine = "\n" };
        write(writer);
    });

    /// <summary>The whole blob.</summary>
    /// <exception cref="MissingBlobException">There is none of that name.</exception>
    public static byte[] ReadAllBytes(this IBlobStore blobs, string name)
    {
        using var stream = blobs.OpenRead(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The blobs below a folder, as a store of its own.</summary>
    public static IBlobStore Below(this IBlobStore blobs, string folder) => new Part(blobs, BlobName.Checked(folder) + "/");

    private sealed class Part(IBlobStore all, string prefix) : IBlobStore
    {
        public bool Exists(string name) => all.Exists(prefix + name);

        public Stream OpenRead(string name) => all.OpenRead(prefix + name);

        public BlobDraft Create(string name) => all.Create(prefix + name);

        public void Delete(string name) => all.Delete(prefix + name);

        public IReadOnlyList<string> List(string folder) =>
            [.. all.List(folder.Length == 0 ? prefix[..^1] : prefix + folder).Select(name => name[prefix.Length..])];
    }
}
