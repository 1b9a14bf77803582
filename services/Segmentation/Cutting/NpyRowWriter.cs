using System.Security.Cryptography;
using PlayCount.Audio;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Writes a .npy file row by row; it appears under its name when it is complete, and not before.</summary>
internal sealed class NpyRowWriter : IDisposable
{
    private readonly string _path;
    private readonly int _columns;
    private readonly FileStream _part;
    private readonly MemoryStream _row = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private int _rows;
    private bool _completed;

    public NpyRowWriter(string path, int columns)
    {
        (_path, _columns) = (path, columns);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _part = new FileStream(path + UnfinishedFiles.GrowingEnding, FileMode.Create, FileAccess.Write, FileShare.None);
        _part.Write(Npy.Header(0, columns));
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
        _part.Write(bytes);
        _rows++;
    }

    /// <summary>Writes the number of rows and gives the file its name.</summary>
    /// <returns>The SHA-256 of the values, which are all bytes after the header, in lower-case hexadecimal digits.</returns>
    public string Complete()
    {
        _part.Position = 0;
        _part.Write(Npy.Header(_rows, _columns));
        _part.Dispose();
        File.Move(_part.Name, _path, overwrite: true);
        _completed = true;
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    public void Dispose()
    {
        _hash.Dispose();
        _row.Dispose();
        if (_completed)
            return;
        try
        {
            _part.Dispose();
        }
        catch (IOException)
        {
            // A full disk does not take what is still in the buffer; it is thrown away anyway.
        }

        File.Delete(_part.Name);
    }
}
