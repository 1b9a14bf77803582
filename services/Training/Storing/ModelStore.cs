using System.Security.Cryptography;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;

namespace PlayCount.Training.Storing;

/// <summary>The models of a run: <c>models/user_1/2x18.safetensors</c>, and a card of the same name.</summary>
internal sealed class ModelStore(IBlobStore blobs)
{
    /// <summary>
    /// Whether the model is there: weights, and to the last byte the card that <see cref="SaveCard"/> would write for them.
    /// </summary>
    public bool Has(NetworkKey key, ModelCard card)
    {
        if (!blobs.Exists(CardName(key)) || !blobs.Exists(WeightsName(key)))
            return false;
        using var expected = new MemoryStream();
        StoredJson.Write(expected, WithChecksum(key, card), StoredJson.Readable);
        return blobs.ReadAllBytes(CardName(key)).AsSpan().SequenceEqual(expected.GetBuffer().AsSpan(0, (int)expected.Length));
    }

    public void Delete(NetworkKey key)
    {
        blobs.Delete(CardName(key));
        blobs.Delete(WeightsName(key));
    }

    public void SaveWeights(NetworkKey key, Network<float> network) =>
        blobs.Write(WeightsName(key), stream => Safetensors.Write(
            stream, NetworkTensors.Split(network.Spec, network.WeightMemory), new Dictionary<string, string>()));

    /// <summary>Writes the card, whose checksum is filled in here.</summary>
    public void SaveCard(NetworkKey key, ModelCard card)
    {
        var whole = WithChecksum(key, card);
        blobs.Write(CardName(key), stream => StoredJson.Write(stream, whole));
    }

    private ModelCard WithChecksum(NetworkKey key, ModelCard card)
    {
        using var weights = blobs.OpenRead(WeightsName(key));
        return card with { WeightsSha256 = Convert.ToHexStringLower(SHA256.HashData(weights)) };
    }

    private static string WeightsName(NetworkKey key) => $"models/{key}.safetensors";

    private static string CardName(NetworkKey key) => $"models/{key}.json";
}
