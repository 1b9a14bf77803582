using System.Text.Json;
using System.Text.Json.Serialization;

namespace PlayCount.Learning.Evaluation;

/// <summary>MSE of the baselines in scaled units, on the same validation rows as the network; as JSON an object of numbers by
/// name.</summary>
/// <param name="byName">By <see cref="BaselineNames">name</see>, each once; they keep their order.</param>
[JsonConverter(typeof(Converter))]
public sealed class BaselineScores(IEnumerable<KeyValuePair<string, double>> byName) : IEquatable<BaselineScores>
{
    private readonly KeyValuePair<string, double>[] _byName = [.. byName];

    /// <summary>The scores, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> ByName => _byName;

    /// <summary>The lower error of the two constants, mean and median.</summary>
    [JsonIgnore]
    public double BetterConstant => Math.Min(this[BaselineNames.Mean], this[BaselineNames.Median]);

    /// <summary>A baseline's error.</summary>
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public double this[string name] => Find(name) ?? throw new KeyNotFoundException($"There is no baseline '{name}' among the scores.");

    /// <summary>A baseline's error; null where there is none of that name, as in the files of an earlier version.</summary>
    public double? Find(string name)
    {
        foreach (var (known, error) in _byName)
        {
            if (known == name)
                return error;
        }

        return null;
    }

    /// <summary>Whether the other has the same names and errors in the same order.</summary>
    public bool Equals(BaselineScores? other) => other is not null && _byName.AsSpan().SequenceEqual(other._byName);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as BaselineScores);

    /// <inheritdoc />
    public override int GetHashCode() => _byName.Length == 0 ? 0 : _byName[0].GetHashCode();

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
            JsonSerializer.Serialize(writer, new OrderedDictionary<string, double>(value._byName), options);
    }
}
