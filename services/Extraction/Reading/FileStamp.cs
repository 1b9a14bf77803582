using PlayCount.ServiceDefaults.Files;
using PlayCount.Songs;

namespace PlayCount.Extraction.Reading;

/// <summary>Length and time of a file, to notice that it changed between two readings; of a link, of the file it leads to.</summary>
internal readonly record struct FileStamp(long Bytes, DateTime WrittenUtc)
{
    public static FileStamp Of(string path)
    {
        var file = PlainFile.Follow(path);
        return new FileStamp(file.Exists ? file.Length : -1, file.LastWriteTimeUtc);
    }

    /// <exception cref="InvalidDataException">The file is another one by now.</exception>
    public void RequireUnchanged(string path)
    {
        if (this != Of(path))
            throw SelectionRefusal.Changed(path);
    }
}
