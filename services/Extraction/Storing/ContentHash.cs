using System.Security.Cryptography;
using PlayCount.Extraction.Reading;
using PlayCount.Songs;

namespace PlayCount.Extraction.Storing;

/// <summary>SHA-256 of a file's bytes as they lie on disk, in lower-case hexadecimal digits.</summary>
internal static class ContentHash
{
    private const int BufferBytes = 1 << 20;

    public static string Compute(string path, IProgress<StageProgress>? progress, int readings, CancellationToken cancellationToken)
    {
        using var file = InputFile.OpenRaw(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        for (int read; (read = file.Read(buffer)) > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, read);
            progress?.Report(new StageProgress(file.Position, readings * file.Length));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
