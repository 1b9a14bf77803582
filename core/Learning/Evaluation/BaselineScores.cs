using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlayCount.Learning.Evaluation;

/// <summary>MSE of the baselines in scaled units, on the same validation rows as the network; as JSON an object of numbers by
/// name.</summary>
/// <param name="byName">By <see cref="BaselineNames">name</see>, each once; they keep their order.</param>
[JsonConverter(typeof(Converter))]
public sealed class BaselineScores(IEnumerable<KeyValuePair<string, double>> byName) : ByBaseline<double>(byName)
{
    /// <summary>The lower error of the two constants, mean and median.</summary>
    [JsonIgnore]
    public double BetterConstant => Math.Min(this[BaselineNames.Mean], this[BaselineNames.Median]);

    /// <summary>A baseline's error.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double this[string name] => Find(name) ?? throw new KeyNotFoundException($"There is no baseline '{name}' among the scores.");

    /// <summary>A baseline's error; null where there is none of that name, as in the files of an earlier version.</summary>
    public double? Find(string name) => TryFind(name, out var error) ? error : null;

    private sealed class Converter : JsonConverter<BaselineScores>
    {
        public override BaselineScores Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var scores = JsonSerializer.Deserialize<OrderedDictionary<string, double>>(ref reader, options)
                ?? throw new JsonException("The baselines are null.");
            return scores.ContainsKey(BaselineNames.Mean) && scores.ContainsKey(BaselineNames.Median)
                ? new BaselineScores(scores)
                : throw new JsonException($"The baselines lack '{BaselineNames.Mean}' or '{BaselineNames.Median}'.");
        }

        public override void Write(Utf8JsonWriter writer, BaselineScores value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, new OrderedDictionary<string, double>(value.ByName), options);
    }
}
