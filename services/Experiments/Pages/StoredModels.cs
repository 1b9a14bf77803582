using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Experiments.Pages;

/// <summary>The models that an experiment kept, read one at a time: each may take hundreds of megabytes.</summary>
internal static class StoredModels
{
    private const string CardEnding = ".json";

    /// <summary>How many there are.</summary>
    public static int Count(IBlobStore study) => Names(study).Count();

    /// <summary>The models, by listener.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public static IEnumerable<ListenerModel> Read(IBlobStore study) => Names(study)
        .Select(name => (Name: name, Card: study.ReadAllBytes(name)))
        .OrderBy(stored => ListenerModel.ReadCard(stored.Card).User).ThenBy(stored => stored.Name, StringComparer.Ordinal)
        .Select(stored =>
        {
            using var weights = study.OpenRead(string.Concat(stored.Name.AsSpan(0, stored.Name.Length - CardEnding.Length),
                ".safetensors"));
            return ListenerModel.Load(stored.Card, weights);
        });

    private static IEnumerable<string> Names(IBlobStore study) =>
        study.List("models").Where(name => name.EndsWith(CardEnding, StringComparison.Ordinal));
}
