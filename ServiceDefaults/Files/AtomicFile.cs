namespace PlayCount.ServiceDefaults.Files;

/// <summary>Writes files that are there whole or not at all, whenever the process ends.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file beside its place, flushes it to the disk and renames it over what was there; makes the folder.</summary>
    public static void Write(string path, Action<Stream> write)
    {
        using var draft = new FileDraft(path);
        write(draft.Content);
        draft.Commit();
    }
}
