using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PlayCount.Audio;

/// <summary>Matrices of 32-bit floats in NumPy's .npy format: little endian, C order, two dimensions.</summary>
/// <remarks>Source: NumPy's documentation, <c>numpy.lib.format</c>: format versions 1.0 (written and read) and 2.0 (read).</remarks>
public static class Npy
{
    private const int Alignment = 64;
    private const int BlockValues = 16_384;

    /// <summary>Writes a matrix.</summary>
    /// <param name="destination">Receives header and values.</param>
    /// <param name="values">Shape (<paramref name="rows"/>, <paramref name="columns"/>), C order.</param>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    /// <exception cref="ArgumentException">The number of values is not rows times columns.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A negative number of rows or columns.</exception>
    public static void Write(Stream destination, ReadOnlySpan<float> values, int rows, int columns)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (values.Length != (long)rows * columns)
        {
            throw new ArgumentException(
                $"A matrix of {rows} rows and {columns} columns has {(long)rows * columns} values, not {values.Length}.", nameof(values));
        }

        destination.Write(Header(rows, columns));
        WriteValues(destination, values);
    }

    /// <summary>The bytes before the values, as many for every shape: rows can be written as they come and be counted in the end.</summary>
    /// <param name="rows">Number of rows, 0 or more.</param>
    /// <param name="columns">Number of columns, 0 or more.</param>
    public static byte[] Header(int rows, int columns)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}");
        var unpadded = NpyHeader.PreambleBytes + text.Length + 1; // and the final LF
        var header = new byte[(unpadded + Alignment - 1) / Alignment * Alignment];
        header.AsSpan().Fill((byte)' ');
        NpyHeader.Magic.CopyTo(header);
        header[6] = 1; // version 1.0
        header[7] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(header.Length - NpyHeader.PreambleBytes));
        Encoding.ASCII.GetBytes(text, header.AsSpan(NpyHeader.PreambleBytes));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Writes values after a header, or after other values.</summary>
    /// <param name="destination">Receives 4 bytes a value.</param>
    /// <param name="values">In C order.</param>
    public static void WriteValues(Stream destination, ReadOnlySpan<float> values)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var buffer = new byte[Math.Min(values.Length, BlockValues) * sizeof(float)];
        while (!values.IsEmpty)
        {
            var block = values[..Math.Min(values.Length, BlockValues)];
            for (var i = 0; i < block.Length; i++)
                BinaryPrimitives.WriteSingleLittleEndian(buffer.AsSpan(i * sizeof(float)), block[i]);
            destination.Write(buffer, 0, block.Length * sizeof(float));
            values = values[block.Length..];
        }
    }

    /// <summary>Reads a matrix, up to the stream's end.</summary>
    /// <param name="source">Positioned at the file's first byte.</param>
    /// <exception cref="InvalidDataException">
    /// The bytes are no .npy file, hold other values than 32-bit little-endian floats in C order and two dimensions, end too early,
    /// or go on after the last value.
    /// </exception>
    public static NpyMatrix Read(Stream source)
    {
        ArgumentNullException.ThrowIfNull(source);
        var header = NpyHeader.Read(source);
        var count = (long)header.Rows * header.Columns;
        if (count > Array.MaxLength)
        {
            throw new InvalidDataException(
                $"The .npy file says it holds {header.Rows} x {header.Columns} values; at most {Array.MaxLength} can be read.");
        }

        if (source.CanSeek)
            RequireDataBytes(count, source.Length - source.Position);

        return new NpyMatrix(ReadValues(source, (int)count), header.Rows, header.Columns);
    }

    // Grows with what really arrives: a header of a few bytes cannot make a short stream cost gigabytes.
    private static float[] ReadValues(Stream source, int count)
    {
        var values = new float[source.CanSeek ? count : Math.Min(count, BlockValues)];
        var buffer = new byte[Math.Min(count, BlockValues) * sizeof(float)];
        for (var read = 0; read < count;)
        {
            var block = Math.Min(count - read, BlockValues);
            var got = source.ReadAtLeast(buffer.AsSpan(0, block * sizeof(float)), block * sizeof(float), throwOnEndOfStream: false);
            if (got < block * sizeof(float))
                RequireDataBytes(count, (long)read * sizeof(float) + got);

            if (read + block > values.Length)
                Array.Resize(ref values, (int)Math.Min(count, 2L * values.Length));
            for (var i = 0; i < block; i++)
                values[read + i] = BinaryPrimitives.ReadSingleLittleEndian(buffer.AsSpan(i * sizeof(float)));
            read += block;
        }

        return source.ReadByte() < 0
            ? values
            : throw new InvalidDataException($"The .npy file goes on after its {count} values; it must end there.");
    }

    private static void RequireDataBytes(long count, long bytes)
    {
        if (bytes != count * sizeof(float))
            throw new InvalidDataException($"The .npy file holds {bytes} bytes after its header; its shape needs {count * sizeof(float)}.");
    }
}
