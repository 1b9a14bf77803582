namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>
/// Named bytes that outlive the process. A name is a path with <c>/</c> between its parts, each 1 to 160 ASCII letters, digits or
/// <c>_ . -</c>, not beginning with a dot. A blob is there whole or not at all.
/// </summary>
/// <remarks>Synchronous, because it is called between computations on threads of their own, never while a message waits.</remarks>
public interface IBlobStore
{
    /// <summary>Whether there is a blob of that name.</summary>
    bool Exists(string name);

    /// <summary>Opens a blob for reading; the stream can seek.</summary>
    /// <exception cref="MissingBlobException">There is none of that name.</exception>
    Stream OpenRead(string name);

    /// <summary>Begins a blob, or one to replace what is there.</summary>
    BlobDraft Create(string name);

    /// <summary>Deletes a blob; none is no error.</summary>
    void Delete(string name);

    /// <summary>The names of all blobs below a folder, in ordinal order; an empty folder name means all.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>The first parts of all names that have more than one, each once, in ordinal order.</summary>
    IReadOnlyList<string> Folders() =>
        [.. List("").Where(name => name.Contains('/', StringComparison.Ordinal))
            .Select(name => name[..name.IndexOf('/', StringComparison.Ordinal)]).Distinct()];
}
