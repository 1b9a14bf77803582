using System.Buffers.Binary;
using System.Text;
using PlayCount.Learning.Formats;

namespace PlayCount.Core.Tests.Learning;

/// <summary>Safetensors files put together by hand.</summary>
internal static class SafetensorsBytes
{
    public const int LengthBytes = 8;

    /// <summary>Length, header, numbers.</summary>
    public static byte[] File(string header, params float[] numbers) => File(Encoding.UTF8.GetBytes(header), numbers);

    public static byte[] File(byte[] header, params float[] numbers)
    {
        var file = new byte[LengthBytes + header.Length + (numbers.Length * sizeof(float))];
        BinaryPrimitives.WriteInt64LittleEndian(file, header.Length);
        header.CopyTo(file, LengthBytes);
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(file.AsSpan(LengthBytes + header.Length + (i * sizeof(float))), numbers[i]);
        return file;
    }

    /// <summary>A header's entry: <c>"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}</c>.</summary>
    public static string Entry(string name, string shape, string offsets, string dtype = "\"F32\"") =>
        $"\"{name}\":{{\"dtype\":{dtype},\"shape\":[{shape}],\"data_offsets\":[{offsets}]}}";

    public static byte[] Written(IReadOnlyList<Tensor> tensors, params (string Key, string Value)[] notes)
    {
        using var stream = new MemoryStream();
        Safetensors.Write(stream, tensors, notes.ToDictionary(note => note.Key, note => note.Value));
        return stream.ToArray();
    }

    public static IReadOnlyDictionary<string, Tensor> Read(byte[] file) => Read(file, out _);

    public static IReadOnlyDictionary<string, Tensor> Read(byte[] file, out IReadOnlyDictionary<string, string> metadata)
    {
        using var stream = new MemoryStream(file);
        return Safetensors.Read(stream, out metadata);
    }
}
