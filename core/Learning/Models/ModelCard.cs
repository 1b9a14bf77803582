using System.Text.Json.Serialization;
using PlayCount.Audio;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Learning.Models;

/// <summary>What stands beside a model's weights: all that is needed to use it, and how good it is.</summary>
/// <param name="Format">Name and version of this card.</param>
/// <param name="User">Rank of the listener.</param>
/// <param name="UserId">The listener.</param>
/// <param name="Steps">Clips of a sample.</param>
/// <param name="Network">Layers and sizes.</param>
/// <param name="FrontEnd">What turns a clip into the network's input.</param>
/// <param name="InputScaling">Standardization of the inputs, or null where the front end wants none.</param>
/// <param name="TargetScaling">What turns the estimate into plays.</param>
/// <param name="TrainedOn">What the weights were fitted on.</param>
/// <param name="Training">How: the sweep's options.</param>
/// <param name="Scores">Held-out scores of this network; under <c>sound</c> those of its folds.</param>
/// <param name="WeightsSha256">Of the .safetensors file.</param>
/// <param name="Skill">The verdict on the listener's networks; null on cards of versions that gave none.</param>
/// <param name="Encoder">What makes the network's inputs of a clip's standardized vector; null: nothing.</param>
/// <param name="Engine">What fitted the weights, as results call it; null: the managed engine.</param>
public sealed record ModelCard(
    string Format,
    int User,
    string UserId,
    int Steps,
    NetworkSpec Network,
    FrontEndCard FrontEnd,
    InputScaling? InputScaling,
    FittedScaling TargetScaling,
    TrainedOn TrainedOn,
    SweepOptions Training,
    NetworkResult Scores,
    string WeightsSha256,
    ListenerSkill? Skill = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] EncoderSpec? Encoder = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Engine = null)
{
    /// <summary>The format this version writes.</summary>
    public const string CurrentFormat = "playcount-model/1";

    /// <summary>Whether the scores come from a split that has clips of one song on both sides.</summary>
    public bool Leaky => Splitter.IsLeaky(Training.Split);

    /// <summary>Number of weights and biases of the encoder and all members.</summary>
    [JsonIgnore]
    public long ParameterCount => (Network.ParameterCount * Training.Members) + (Encoder?.ParameterCount ?? 0);

    /// <summary>Numbers of a clip's vector, which the encoder, where there is one, or the network takes.</summary>
    [JsonIgnore]
    public int Inputs => Encoder?.Inputs ?? Network.Inputs;

    /// <summary>Makes the front end that gives the network its inputs.</summary>
    /// <exception cref="InvalidDataException">There is none as the card has it, or it does not fit the network.</exception>
    public IFrontEnd CreateFrontEnd()
    {
        var made = NamedFrontEnd();
        Require(made.ValuesPerClip == Inputs,
            $"Front end '{made.Name}' makes {made.ValuesPerClip} numbers of {made.ClipSamples} samples; the network takes "
                + $"{Inputs}.");
        Require(FrontEnd.SampleRateHz == ClipCutter.SampleRateHz,
            $"The card's clips have {FrontEnd.SampleRateHz} samples a second; {ClipCutter.SampleRateHz} are right.");
        Require(FrontEnd.Standardized == made.Standardized,
            $"The card does not say as front end '{made.Name}' whether inputs are standardized.");
        return made;
    }

    private IFrontEnd NamedFrontEnd()
    {
        try
        {
            return FrontEnds.Create(FrontEnd.Name, FrontEnd.ClipSamples);
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

/// <summary>What a model's weights were fitted on.</summary>
/// <param name="Songs">Number of songs.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="DataSha256">Over all the listener's song ids, plays and input vectors.</param>
public sealed record TrainedOn(int Songs, int Samples, string DataSha256);
