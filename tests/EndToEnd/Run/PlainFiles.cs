using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PlayCount.EndToEnd.Tests;

/// <summary>Readers of open formats, written from their public descriptions and apart from the product's own.</summary>
internal static partial class PlainFiles
{
    private const int NpyMagicBytes = 6;

    /// <summary>A .npy file of version 1.0: <c>\x93NUMPY</c>, version, header length, a Python dictionary, the numbers.</summary>
    public static (int[] Shape, float[] Values) Npy(string path)
    {
        var bytes = File.ReadAllBytes(path);
        Assert.Equal("\u0093NUMPY\u0001\0", Encoding.Latin1.GetString(bytes, 0, NpyMagicBytes + 2));
        var headerBytes = BitConverter.ToUInt16(bytes, NpyMagicBytes + 2);
        var start = NpyMagicBytes + 4 + headerBytes;
        var header = NpyHeader().Match(Encoding.ASCII.GetString(bytes, NpyMagicBytes + 4, headerBytes));
        Assert.True(header.Success, $"{path} is no C-ordered float32 matrix");
        int[] shape = [Number(header.Groups["rows"].Value), Number(header.Groups["columns"].Value)];
        var values = Floats(bytes.AsSpan(start));
        Assert.Equal(shape[0] * shape[1], values.Length);
        return (shape, values);
    }

    /// <summary>A safetensors file: 8 bytes header length, a JSON header, the numbers.</summary>
    public static Dictionary<string, (int[] Shape, float[] Values)> Safetensors(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var start = sizeof(long) + (int)BitConverter.ToInt64(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(sizeof(long), start - sizeof(long)));
        return header.RootElement.EnumerateObject().Where(entry => entry.Name != "__metadata__").ToDictionary(entry => entry.Name, entry =>
        {
            Assert.Equal("F32", entry.Value.GetProperty("dtype").GetString());
            int[] offsets = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt32())];
            int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
            return (shape, Floats(bytes.AsSpan(start + offsets[0], offsets[1] - offsets[0])));
        });
    }

    /// <summary>The rows of a CSV without quotes, its header apart.</summary>
    public static (string Header, string[][] Rows) Csv(params string[] path)
    {
        var lines = File.ReadAllText(Path.Combine(path)).Split('\n');
        Assert.Equal("", lines[^1]);
        return (lines[0], [.. lines[1..^1].Select(line => line.Split(','))]);
    }

    public static JsonElement Json(params string[] path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(path)));
        return document.RootElement.Clone();
    }

    public static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < values.Length; i++)
            values[i] = BitConverter.ToSingle(bytes[(i * sizeof(float))..]);
        return values;
    }

    [GeneratedRegex(@"^\{'descr': '<f4', 'fortran_order': False, 'shape': \((?<rows>\d+), (?<columns>\d+)\), ?\} *\n$")]
    private static partial Regex NpyHeader();
}
