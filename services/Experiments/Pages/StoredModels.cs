using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Pages;

/// <summary>The models that an experiment kept, read one at a time: each may take hundreds of megabytes.</summary>
internal static class StoredModels
{
    /// <summary>How many there are.</summary>
    public static int Count(IBlobStore study) => Keys(study).Count();

    /// <summary>The models, by listener.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public static IEnumerable<ListenerModel> Read(IBlobStore study) => Keys(study)
        .OrderBy(key => key.User).ThenBy(ModelFiles.Card, StringComparer.Ordinal)
        .Select(key =>
        {
            using var weights = study.OpenRead(ModelFiles.Weights(key));
            return ListenerModel.Load(study.ReadAllBytes(ModelFiles.Card(key)), weights);
        });

    /// <summary>Of the models whose card is there, which is written last.</summary>
    public static IEnumerable<NetworkKey> Keys(IBlobStore study) => study.List(ModelFiles.Folder)
        .Select(name => (Name: name, Key: ModelFiles.KeyOf(name)))
        .Where(file => file.Key is { } key && file.Name == ModelFiles.Card(key))
        .Select(file => file.Key!.Value);
}
