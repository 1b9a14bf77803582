using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PlayCount.Songs;

namespace PlayCount.Learning.Formats;

/// <summary>JSON as all files of a run have it: camelCase, LF, shortest numbers, names for values of an enumeration.</summary>
public static class StoredJson
{
    /// <summary>For files that people read: indented; infinite numbers are refused.</summary>
    public static JsonSerializerOptions Readable { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The same on one line.</summary>
    public static JsonSerializerOptions OneLine { get; } = new(Readable) { WriteIndented = false };

    /// <summary>For the state of a run: compact; losses may be NaN or infinite; what is missing is an error.</summary>
    public static JsonSerializerOptions State { get; } = new(Readable)
    {
        WriteIndented = false,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads a file of a study.</summary>
    /// <param name="json">What it holds.</param>
    /// <param name="name">Its name, which a failure tells.</param>
    /// <exception cref="InvalidDataException">It is no such JSON, or lacks something.</exception>
    public static T Read<T>(ReadOnlySpan<byte> json, string name) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, State) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{name}' is damaged: {Shown.Shorten(e.Message)}", e);
        }
    }

    /// <summary>Writes a value people read, with a final newline.</summary>
    public static void Write<T>(Stream stream, T value) => Write(stream, value, Readable);

    /// <summary>Writes a value, with a final newline.</summary>
    public static void Write<T>(Stream stream, T value, JsonSerializerOptions options)
    {
        JsonSerializer.Serialize(stream, value, options);
        stream.WriteByte((byte)'\n');
    }
}
