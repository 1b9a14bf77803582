using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Experiments.Conducting;

/// <summary>What an experiment was asked for, as its row keeps it.</summary>
/// <param name="Inputs">The files.</param>
/// <param name="Config">The settings, by name, as text: <see cref="StudySettings.Config"/>.</param>
public sealed record ExperimentRequest(StudyInputs Inputs, IReadOnlyDictionary<string, string> Config)
{
    private const int IdBytes = 6;

    /// <summary>A request for a study.</summary>
    public static ExperimentRequest Of(StudyInputs inputs, StudySettings settings) => new(inputs, settings.Config.ToDictionary());

    /// <summary>The settings.</summary>
    public StudySettings Settings() => StudySettings.Parse(Config);

    /// <summary>The request as text; the same request gives the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Reads it back.</summary>
    public static ExperimentRequest Parse(string json) => JsonSerializer.Deserialize<ExperimentRequest>(json)!;

    /// <summary>An id made from the request: the same request is the same experiment.</summary>
    public string MakeId() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)).AsSpan(0, IdBytes));
}
