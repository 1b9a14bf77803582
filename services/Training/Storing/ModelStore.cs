using System.Security.Cryptography;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Training.Storing;

/// <summary>The models of a run, in their <see cref="ModelFiles"/>.</summary>
internal sealed class ModelStore(IBlobStore blobs)
{
    /// <summary>
    /// Whether the model is there: weights, and to the last byte the card that <see cref="SaveCard"/> would write for them.
    /// </summary>
    public bool Has(NetworkKey key, ModelCard card)
    {
        if (!blobs.Exists(ModelFiles.Card(key)) || !blobs.Exists(ModelFiles.Weights(key)))
            return false;
        using var expected = new MemoryStream();
        StoredJson.Write(expected, WithChecksum(key, card), StoredJson.Readable);
        return blobs.ReadAllBytes(ModelFiles.Card(key)).AsSpan().SequenceEqual(expected.GetBuffer().AsSpan(0, (int)expected.Length));
    }

    public void Delete(NetworkKey key)
    {
        blobs.Delete(ModelFiles.Card(key));
        blobs.Delete(ModelFiles.Weights(key));
    }

    /// <summary>Writes the weights of all members, and of the encoder, if there is one.</summary>
    public void SaveWeights(NetworkKey key, NetworkSpec network, IReadOnlyList<ReadOnlyMemory<float>> members, Encoder? encoder) =>
        blobs.Write(ModelFiles.Weights(key), stream => Safetensors.Write(
            stream,
            [.. members.SelectMany((weights, member) => NetworkTensors.Split(network, weights, Ensemble.Prefix(member))),
             .. encoder is null ? [] : NetworkTensors.Split(encoder.Spec, encoder.WeightMemory)],
            new Dictionary<string, string>()));

    /// <summary>Writes the card, whose checksum is filled in here.</summary>
    public void SaveCard(NetworkKey key, ModelCard card)
    {
        var whole = WithChecksum(key, card);
        blobs.Write(ModelFiles.Card(key), stream => StoredJson.Write(stream, whole));
    }

    private ModelCard WithChecksum(NetworkKey key, ModelCard card)
    {
        using var weights = blobs.OpenRead(ModelFiles.Weights(key));
        return card with { WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(weights)) };
    }
}
