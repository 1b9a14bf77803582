using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using PlayCount.Songs;

namespace PlayCount.Learning.Formats;

/// <summary>
/// The safetensors format: 8 bytes length of the header, little endian; the header, a JSON object of names to dtype, shape and
/// data_offsets, padded with spaces to a multiple of 8; the numbers. Only F32 is written and read.
/// </summary>
/// <remarks>Source: the format's public description (huggingface/safetensors, README).</remarks>
public static class Safetensors
{
    /// <summary>Longest header accepted: 16 MiB, thousands of tensors and long notes.</summary>
    public const int MaxHeaderBytes = 1 << 24;

    private const int Alignment = 8;
    private const string Metadata = "__metadata__";

    /// <summary>Writes tensors, one after the other in the order given.</summary>
    /// <param name="destination">Receives the file.</param>
    /// <param name="tensors">Of different names, 1 to 4 axes each.</param>
    /// <param name="metadata">The file's own notes, text to text.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or a tensor's shape is not that of its numbers.</exception>
    public static void Write(Stream destination, IReadOnlyList<Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        CheckWritable(tensors);
        var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
            WriteHeader(json, tensors, metadata);
        while (header.Length % Alignment != 0)
            header.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        destination.Write(length);
        header.WriteTo(destination);
        foreach (var tensor in tensors)
            WriteValues(destination, tensor.Values.Span);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="source">Seekable, at its start.</param>
    /// <param name="metadata">The file's own notes, text to text.</param>
    /// <returns>The tensors by name.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is cut off, its header is malformed or too long, a tensor is not F32, tensors overlap or leave gaps, a number is not
    /// finite.
    /// </exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream source, out IReadOnlyDictionary<string, string> metadata)
    {
        Span<byte> lengthBytes = stackalloc byte[sizeof(long)];
        Require(source.ReadAtLeast(lengthBytes, lengthBytes.Length, throwOnEndOfStream: false) == sizeof(long),
            "is shorter than the 8 bytes of its header's length");
        var headerLength = BinaryPrimitives.ReadInt64LittleEndian(lengthBytes);
        Require(headerLength is >= 2 and <= MaxHeaderBytes,
            $"says that its header has {headerLength} bytes; 2 to {MaxHeaderBytes} are right");
        Require(headerLength <= source.Length - source.Position, $"says that its header has {headerLength} bytes, but ends before");
        var header = new byte[headerLength];
        source.ReadExactly(header);
        var entries = ParseHeader(header, out metadata);
        var available = source.Length - source.Position;
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        long next = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            Require(entry.Begin == next,
                $"has '{Shown.Shorten(entry.Name)}' at byte {entry.Begin} where byte {next} is next: gaps and overlaps are not allowed");
            Require(entry.End <= available,
                $"ends before the numbers of '{Shown.Shorten(entry.Name)}' do: {Counted.Of(available, "byte")} instead of {entry.End}");
            tensors.Add(entry.Name, ReadTensor(source, entry));
            next = entry.End;
        }

        Require(next == available, $"has {Counted.Of(available - next, "byte")} after its last tensor");
        return tensors;
    }

    private static void CheckWritable(IReadOnlyList<Tensor> tensors)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { Metadata };
        foreach (var tensor in tensors)
        {
            if (!names.Add(tensor.Name))
                throw new ArgumentException(
                    $"The tensor name '{Shown.Shorten(tensor.Name)}' is taken; each needs its own.", nameof(tensors));
            if (!IsShape(tensor.Shape) || Count(tensor.Shape) != tensor.Values.Length)
            {
                throw new ArgumentException(
                    $"The tensor '{Shown.Shorten(tensor.Name)}' of shape [{string.Join(", ", tensor.Shape)}] has "
                    + $"{Counted.Of(tensor.Values.Length, "number")}; their product is right.",
                    nameof(tensors));
            }

        }
    }

    private static bool IsShape(IReadOnlyList<int> shape) => shape.Count is >= 1 and <= 4 && shape.All(length => length > 0);

    /// <summary>The product of the axes, or one more than an array can hold.</summary>
    private static long Count(IReadOnlyList<int> shape) =>
        shape.Aggregate(1L, (product, length) => Math.Min(product * length, (long)Array.MaxLength + 1));

    private static void WriteHeader(Utf8JsonWriter json, IReadOnlyList<Tensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject();
        json.WriteStartObject(Metadata);
        foreach (var (key, value) in metadata)
            json.WriteString(key, value);
        json.WriteEndObject();
        long offset = 0;
        foreach (var tensor in tensors)
        {
            json.WriteStartObject(tensor.Name);
            json.WriteString("dtype", "F32");
            json.WriteStartArray("shape");
            foreach (var length in tensor.Shape)
                json.WriteNumberValue(length);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(offset);
            json.WriteNumberValue(offset += (long)tensor.Values.Length * sizeof(float));
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static List<Entry> ParseHeader(byte[] header, out IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 4, AllowDuplicateProperties = false });
            Require(json.RootElement.ValueKind == JsonValueKind.Object, "has a header that is no JSON object");
            var notes = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<Entry>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.NameEquals(Metadata))
                {
                    foreach (var note in property.Value.EnumerateObject())
                        notes.Add(note.Name, note.Value.GetString() ?? "");
                }
                else
                    entries.Add(ParseEntry(property));
            }

            metadata = notes;
            return entries;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InvalidDataException($"The safetensors file has a malformed header: {Shown.Shorten(e.Message)}", e);
        }
    }

    private static Entry ParseEntry(JsonProperty property)
    {
        var name = property.Name;
        var shown = Shown.Shorten(name);
        var dtype = property.Value.GetProperty("dtype").GetString();
        Require(dtype == "F32", $"has '{shown}' of dtype '{Shown.Shorten(dtype)}'; F32 is right");
        int[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        long[] offsets = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(e => e.GetInt64())];
        Require(IsShape(shape), $"has '{shown}' of shape [{string.Join(", ", shape.Take(5))}]; 1 to 4 axes of at least 1 are right");
        var count = Count(shape);
        Require(count <= Array.MaxLength, $"has '{shown}' with more than {Array.MaxLength} numbers");
        Require(offsets.Length == 2 && offsets[0] >= 0 && offsets[1] - offsets[0] == count * sizeof(float),
            $"has '{shown}' whose data_offsets do not hold its {count} numbers");
        return new Entry(name, shape, offsets[0], offsets[1]);
    }

    private static Tensor ReadTensor(Stream source, Entry entry)
    {
        var values = new float[(entry.End - entry.Begin) / sizeof(float)];
        source.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
            Swap(values);
        var bad = values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        Require(bad < 0, $"has '{Shown.Shorten(entry.Name)}' whose number {bad} is not finite");
        return new Tensor(entry.Name, entry.Shape, values);
    }

    private static void WriteValues(Stream destination, ReadOnlySpan<float> values)
    {
        const int Chunk = 1 << 20;
        for (; !values.IsEmpty; values = values[Math.Min(Chunk, values.Length)..])
        {
            var part = values[..Math.Min(Chunk, values.Length)];
            if (BitConverter.IsLittleEndian)
            {
                destination.Write(MemoryMarshal.AsBytes(part));
                continue;
            }

            var swapped = part.ToArray();
            Swap(swapped);
            destination.Write(MemoryMarshal.AsBytes(swapped.AsSpan()));
        }
    }

    private static void Swap(Span<float> values)
    {
        var bits = MemoryMarshal.Cast<float, int>(values);
        BinaryPrimitives.ReverseEndianness(bits, bits);
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
            throw new InvalidDataException($"The safetensors file {problem}.");
    }

    private sealed record Entry(string Name, int[] Shape, long Begin, long End);
}
