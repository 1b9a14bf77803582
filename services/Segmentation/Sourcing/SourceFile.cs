using System.Security.Cryptography;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>One audio file, opened only when it is a plain file of acceptable size that lies in the audio folder.</summary>
internal static class SourceFile
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Opens a file found in the folder.</summary>
    /// <exception cref="InvalidDataException">It is no such file, or may not be read; the reason names no path.</exception>
    public static SourceStream Open(FileSystemInfo entry, string folderRealPath, long maxBytes)
    {
        try
        {
            var path = RealPaths.Of(entry.FullName);
            if (!path.StartsWith(WithSeparator(folderRealPath), StringComparison.Ordinal))
                throw new InvalidDataException("is a link that leads out of the audio folder");
            if (Directory.Exists(path))
                throw new InvalidDataException("is a folder, no audio file");
            var file = new FileInfo(path);
            if (!file.Exists)
                throw new InvalidDataException(entry.LinkTarget is null ? "is no longer there" : "is a link to nothing");
            return file.Length switch
            {
                0 => throw new InvalidDataException("holds 0 bytes"), // pipes and devices too: opening one could wait for ever
                var bytes when bytes > maxBytes => throw new InvalidDataException($"holds {bytes} bytes; the limit is {maxBytes}"),
                _ => new SourceStream(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes)),
            };
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new InvalidDataException("may not be read: the system refuses access", failure);
        }
        catch (IOException failure)
        {
            throw new InvalidDataException($"cannot be read: {failure.GetType().Name}", failure);
        }
    }

    /// <summary>The SHA-256 of all bytes, in lower-case hexadecimal digits.</summary>
    public static string Hash(Stream stream)
    {
        stream.Position = 0;
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    private static string WithSeparator(string folder) =>
        Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}
