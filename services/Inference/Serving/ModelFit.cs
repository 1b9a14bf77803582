using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Inference.Serving;

/// <summary>Whether a sound model is the one that its place says, and whether clips can be made for it.</summary>
internal static class ModelFit
{
    /// <exception cref="InvalidDataException">It does not fit; the message says what.</exception>
    public static void Check(NetworkKey place, ModelCard card)
    {
        var key = new NetworkKey(card.User, card.Network.Lstm.Count, card.Steps);
        Require(key == place, $"The card is that of {key}; one of {place} belongs there.");
        card.CreateFrontEnd();
        Require((long)card.Steps * card.Inputs <= Array.MaxLength,
            $"A sample of {card.Steps} clips of {card.Inputs} numbers does not fit into memory.");
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
            throw new InvalidDataException(problem);
    }
}
