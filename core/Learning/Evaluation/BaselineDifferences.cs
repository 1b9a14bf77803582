using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlayCount.Learning.Evaluation;

/// <summary>A network's squared error minus each baseline's on the same rows, in squared scaled units; as JSON an object of differences by
/// name.</summary>
/// <param name="byName">By <see cref="BaselineNames">name</see>, each once; empty with fewer than 2 songs.</param>
[JsonConverter(typeof(Converter))]
public sealed class BaselineDifferences(IEnumerable<KeyValuePair<string, PairedDifference>> byName)
    : ByBaseline<PairedDifference>(byName)
{
    /// <summary>The difference from a baseline; null where there is none.</summary>
    public PairedDifference? Find(string name) => TryFind(name, out var difference) ? difference : null;

    private sealed class Converter : JsonConverter<BaselineDifferences>
    {
        public override BaselineDifferences Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<OrderedDictionary<string, PairedDifference>>(ref reader, options)
                ?? throw new JsonException("The differences from baselines are null."));

        public override void Write(Utf8JsonWriter writer, BaselineDifferences value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new OrderedDictionary<string, PairedDifference>(value.ByName), options);
    }
}
