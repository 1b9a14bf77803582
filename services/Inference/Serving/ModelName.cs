using System.Globalization;
using System.Text.RegularExpressions;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Inference.Serving;

/// <summary>Where a model's two files stand.</summary>
/// <param name="Experiment">Folder of the experiment, or empty in a lone run's.</param>
/// <param name="Key">Which network of which listener.</param>
internal readonly partial record struct ModelName(string Experiment, NetworkKey Key)
{
    /// <summary>Folder of all models of a run.</summary>
    public const string Folder = "models";

    /// <summary>The id that callers see: <c>experiment/user_1/2x18</c>, or <c>user_1/2x18</c> of a lone run.</summary>
    public string ModelId => Experiment.Length == 0 ? $"{Key}" : $"{Experiment}/{Key}";

    /// <summary>Name of the card among the run's blobs.</summary>
    public string Card => $"{Folder}/{Key}.json";

    /// <summary>Name of the weights among the run's blobs.</summary>
    public string Weights => $"{Folder}/{Key}.safetensors";

    /// <summary>The model that a blob is a part of, or null: other blobs are left alone.</summary>
    public static ModelName? Of(string experiment, string blob)
    {
        var match = File().Match(blob);
        return match.Success && Number("user", out var user) && Number("layers", out var layers) && Number("steps", out var steps)
            ? new ModelName(experiment, new NetworkKey(user, layers, steps))
            : null;

        bool Number(string group, out int number) =>
            int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex(@"^models/user_(?<user>[1-9][0-9]*)/(?<layers>[1-9][0-9]*)x(?<steps>[1-9][0-9]*)\.(json|safetensors)\z")]
    private static partial Regex File();
}
