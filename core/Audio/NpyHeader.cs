using System.Buffers.Binary;
using System.Text;
using PlayCount.Songs;

namespace PlayCount.Audio;

/// <summary>The header of a .npy file: magic, version, length, and a Python dictionary with three keys.</summary>
/// <param name="Rows">First number of the shape.</param>
/// <param name="Columns">Second number of the shape.</param>
internal readonly record struct NpyHeader(int Rows, int Columns)
{
    /// <summary>Bytes before the dictionary in version 1.0.</summary>
    public const int PreambleBytes = 10;

    // NumPy's headers take 118 bytes; version 2.0 could claim 4 GiB.
    private const int MaxBytes = 65_535;
    private const int VersionOffset = 6;
    private const string LittleEndianFloat = "<f4";

    /// <summary>The file's first 6 bytes.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads the header and leaves the stream at the first value.</summary>
    public static NpyHeader Read(Stream source)
    {
        var start = ReadBytes(source, VersionOffset + 2);
        if (!start.AsSpan(0, VersionOffset).SequenceEqual(Magic))
        {
            var seen = Convert.ToHexString(start, 0, VersionOffset);
            throw new InvalidDataException($"The file is no .npy file: its first bytes are {seen}, not {Convert.ToHexString(Magic)}.");
        }

        var length = (start[VersionOffset], start[VersionOffset + 1]) switch
        {
            (1, 0) => BinaryPrimitives.ReadUInt16LittleEndian(ReadBytes(source, sizeof(ushort))),
            (2, 0) => BinaryPrimitives.ReadUInt32LittleEndian(ReadBytes(source, sizeof(uint))),
            var (major, minor) => throw new InvalidDataException(
                $"The .npy file has format version {major}.{minor}; 1.0 and 2.0 can be read."),
        };
        if (length > MaxBytes)
            throw new InvalidDataException($"The .npy file says its header has {length} bytes; at most {MaxBytes} are accepted.");
        return Parse(Encoding.Latin1.GetString(ReadBytes(source, (int)length)));
    }

    private static NpyHeader Parse(string text)
    {
        var dictionary = new PythonDictionary(text).Read();
        var type = Value(dictionary, "descr", text);
        if (type is not LittleEndianFloat)
        {
            throw new InvalidDataException(
                $"The .npy file holds type '{Shown.Shorten(type.ToString())}'; '<f4' (32-bit floats, little endian) can be read.");
        }

        if (Value(dictionary, "fortran_order", text) is not false)
            throw new InvalidDataException("The .npy file is in Fortran order; C order can be read (numpy.ascontiguousarray makes it).");
        var shape = Value(dictionary, "shape", text);
        if (dictionary.Count != 3)
            throw new InvalidDataException($"The .npy header has {dictionary.Count} entries; descr, fortran_order and shape are needed.");
        if (shape is List<int> { Count: 2 } numbers)
            return new NpyHeader(numbers[0], numbers[1]);

        var shown = shape is List<int> others ? string.Join(", ", others) : shape.ToString();
        throw new InvalidDataException($"The .npy file is no matrix: its shape is '{Shown.Shorten(shown)}'; two numbers are needed.");
    }

    private static object Value(Dictionary<string, object> dictionary, string key, string text) =>
        dictionary.TryGetValue(key, out var value)
        ? value
        : throw new InvalidDataException($"The .npy header has no entry '{key}': '{Shown.Shorten(text)}'.");

    private static byte[] ReadBytes(Stream source, int count)
    {
        var bytes = new byte[count];
        var got = source.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return got == count
            ? bytes
            : throw new InvalidDataException($"The .npy file ends within its header: {got} of {count} bytes are left there.");
    }
}
