using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Writes a .npy file row by row; it appears under its name when it is complete, and not before.</summary>
internal sealed class NpyRowWriter : IDisposable
{
    private readonly int _columns;
    private readonly BlobDraft _draft;
    private readonly MemoryStream _row = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _rows;

    public NpyRowWriter(IBlobStore blobs, string name, int columns)
    {
        (_columns, _draft) = (columns, blobs.Create(name));
        _draft.Content.Write(Npy.Header(0, columns));
    }

    /// <summary>Bytes of a complete file.</summary>
    public static long FileBytes(int rows, int columns) => Npy.Header(rows, columns).Length + sizeof(float) * (long)rows * columns;

    /// <summary>Adds a row, shape (columns).</summary>
    public void WriteRow(ReadOnlySpan<float> row)
    {
        if (row.Length != _columns)
            throw new ArgumentException($"A row of {row.Length} values does not fit a file of {_columns} columns.", nameof(row));
        _row.SetLength(0);
        Npy.WriteValues(_row, row);
        var bytes = _row.GetBuffer().AsSpan(0, (int)_row.Length);
        _hash.AppendData(bytes);
        _draft.Content.Write(bytes);
        _rows++;
    }

    /// <summary>Writes the number of rows and gives the file its name.</summary>
    /// <returns>The SHA-256 of the values, which are all bytes after the header, in lower-case hexadecimal digits.</returns>
    public string Complete()
    {
        _draft.Content.Position = 0;
        _draft.Content.Write(Npy.Header(_rows, _columns));
        _draft.Commit(flushToDisk: false);
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _row.Dispose();
        _draft.Dispose();
    }
}
