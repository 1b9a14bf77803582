using System.Security.Cryptography;
using PlayCount.Audio;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Tells a .npy file as it was written from one that was cut short, replaced or damaged since.</summary>
internal static class NpyCheck
{
    private const int BufferBytes = 1 << 16;

    /// <summary>Whether the file is there and holds a matrix of that shape with exactly those values; reads it whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">Rows it must have.</param>
    /// <param name="columns">Columns it must have.</param>
    /// <param name="valuesSha256">SHA-256 that <see cref="NpyRowWriter.Complete"/> gave; null is no file's.</param>
    public static bool Holds(string path, int rows, int columns, string? valuesSha256)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length != NpyRowWriter.FileBytes(rows, columns))
            return false;
        var expected = Npy.Header(rows, columns);
        var header = new byte[expected.Length];
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes);
        stream.ReadExactly(header);
        return header.AsSpan().SequenceEqual(expected) && Convert.ToHexStringLower(SHA256.HashData(stream)) == valuesSha256;
    }
}
