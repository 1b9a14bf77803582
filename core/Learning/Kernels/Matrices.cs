namespace PlayCount.Learning.Kernels;

/// <summary>Rearranging matrices.</summary>
internal static unsafe class Matrices
{
    /// <summary>Writes <paramref name="from"/>, shape (rows, columns), to <paramref name="to"/>, shape (columns, rows).</summary>
    public static void Transpose<T>(T* from, int rows, int columns, T* to) where T : unmanaged
    {
        for (var row = 0; row < rows; row++, from += columns)
        {
            for (var column = 0; column < columns; column++)
                to[((nint)column * rows) + row] = from[column];
        }
    }
}
