using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Inference.Serving;

/// <summary>Where a model's two files stand.</summary>
/// <param name="Experiment">Folder of the experiment, or empty in a lone run's.</param>
/// <param name="Key">Which network of which listener.</param>
internal readonly record struct ModelName(string Experiment, NetworkKey Key)
{
    /// <summary>The id that callers see: <c>experiment/user_1/2x18</c>, or <c>user_1/2x18</c> of a lone run.</summary>
    public string ModelId => Experiment.Length == 0 ? $"{Key}" : $"{Experiment}/{Key}";

    /// <summary>Name of the card among the run's blobs.</summary>
    public string Card => ModelFiles.Card(Key);

    /// <summary>Name of the weights among the run's blobs.</summary>
    public string Weights => ModelFiles.Weights(Key);

    /// <summary>The model that a blob is a part of, or null: other blobs are left alone.</summary>
    public static ModelName? Of(string experiment, string blob) =>
        ModelFiles.KeyOf(blob) is { } key ? new ModelName(experiment, key) : null;
}
