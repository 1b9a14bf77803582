using PlayCount.Audio;
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
        var frontEnd = FrontEndOf(card.FrontEnd);
        Require(frontEnd.ValuesPerClip == card.Network.Inputs,
            $"Front end '{frontEnd.Name}' makes {frontEnd.ValuesPerClip} numbers of {frontEnd.ClipSamples} samples; the network takes "
                + $"{card.Network.Inputs}.");
        Require(card.FrontEnd.SampleRateHz == ClipCutter.SampleRateHz,
            $"The card's clips have {card.FrontEnd.SampleRateHz} samples a second; {ClipCutter.SampleRateHz} are right.");
        Require(card.FrontEnd.Standardized == frontEnd.Standardized && frontEnd.Standardized == card.InputScaling is not null,
            $"The card does not say as front end '{frontEnd.Name}' whether inputs are standardized.");
        Require((long)card.Steps * card.Network.Inputs <= Array.MaxLength,
            $"A sample of {card.Steps} clips of {card.Network.Inputs} numbers does not fit into memory.");
    }

    private static IFrontEnd FrontEndOf(FrontEndCard card)
    {
        try
        {
            return FrontEnds.Create(card.Name, card.ClipSamples);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"The card's front end cannot be used: {e.Message}", e);
        }
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
            throw new InvalidDataException(problem);
    }
}
