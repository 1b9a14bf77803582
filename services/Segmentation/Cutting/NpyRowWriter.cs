using PlayCount.Audio;

namespace PlayCount.Segmentation.Cutting;

/// <summary>Writes a .npy file row by row; it appears under its name when it is complete, and not before.</summary>
internal sealed class NpyRowWriter : IDisposable
{
    private readonly string _path;
    private readonly int _columns;
    private readonly FileStream _part;
    private int _rows;
    private bool _completed;

    public NpyRowWriter(string path, int columns)
    {
        (_path, _columns) = (path, columns);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _part = new FileStream(path + ".part", FileMode.Create, FileAccess.Write, FileShare.None);
        _part.Write(Npy.Header(0, columns));
    }

    /// <summary>Bytes of a complete file.</summary>
    public static long FileBytes(int rows, int columns) => Npy.Header(rows, columns).Length + sizeof(float) * (long)rows * columns;

    /// <summary>Adds a row, shape (columns).</summary>
    public void WriteRow(ReadOnlySpan<float> row)
    {
        if (row.Length != _columns)
            throw new ArgumentException($"A row of {row.Length} values does not fit a file of {_columns} columns.", nameof(row));
        Npy.WriteValues(_part, row);
        _rows++;
    }

    /// <summary>Writes the number of rows and gives the file its name.</summary>
    public void Complete()
    {
        _part.Position = 0;
        _part.Write(Npy.Header(_rows, _columns));
        _part.Dispose();
        File.Move(_part.Name, _path, overwrite: true);
        _completed = true;
    }

    public void Dispose()
    {
        _part.Dispose();
        if (!_completed)
            File.Delete(_part.Name);
    }
}
