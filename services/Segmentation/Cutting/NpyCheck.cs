using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Tells a .npy file as it was written from one that was cut short, replaced or damaged since.</summary>
internal static class NpyCheck
{
    /// <summary>Whether the file is there and holds a matrix of that shape with exactly those values; reads it whole.</summary>
    /// <param name="blobs">Where it is.</param>
    /// <param name="name">Its name.</param>
    /// <param name="rows">Rows it must have.</param>
    /// <param name="columns">Columns it must have.</param>
    /// <param name="valuesSha256">SHA-256 that <see cref="NpyRowWriter.Complete"/> gave; null is no file's.</param>
    public static bool Holds(IBlobStore blobs, string name, int rows, int columns, string? valuesSha256)
    {
        if (!blobs.Exists(name))
            return false;
        using var stream = blobs.OpenRead(name);
        if (stream.Length != NpyRowWriter.FileBytes(rows, columns))
            return false;
        var expected = Npy.Header(rows, columns);
        var header = new byte[expected.Length];
        stream.ReadExactly(header);
        return header.AsSpan().SequenceEqual(expected) && Convert.ToHexStringLower(SHA256.HashData(stream)) == valuesSha256;
    }
}
