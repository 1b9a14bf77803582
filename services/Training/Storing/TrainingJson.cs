using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PlayCount.ServiceDefaults.Files;

namespace PlayCount.Training.Storing;

/// <summary>JSON as all files of a run have it: camelCase, LF, shortest numbers, names for values of an enumeration.</summary>
public static class TrainingJson
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
    internal static JsonSerializerOptions State { get; } = new(Readable)
    {
        WriteIndented = false,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes a readable file, whole or not at all.</summary>
    public static void Write<T>(string path, T value) => Write(path, value, Readable);

    internal static void Write<T>(string path, T value, JsonSerializerOptions options) =>
        AtomicFile.Write(path, stream => Write(stream, value, options));

    internal static void Write<T>(Stream stream, T value, JsonSerializerOptions options)
    {
        JsonSerializer.Serialize(stream, value, options);
        stream.WriteByte((byte)'\n');
    }
}
