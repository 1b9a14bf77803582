using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PlayCount.Core.Tests.Learning;
using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;

namespace PlayCount.Core.Tests.Models;

/// <summary>A trained network of 3 inputs and 2 steps, as its two files, which a test may damage.</summary>
internal sealed class SmallModel
{
    public const int Inputs = 3, Steps = 2;

    public static readonly NetworkSpec Spec = new(Inputs, [new LstmSpec(4)], [new DenseSpec(2, Activation.Tanh), new DenseSpec(1)]);

    private static readonly FittedScaling Scaling = new(TargetScaling.Robust, Centre: 9, Spread: 4);

    public SmallModel()
    {
        Clips = Small.Clips<float>(songs: 6, clips: 5, Inputs);
        var inputs = InputScaling.Fit(Clips, [0, 1, 2, 3]);
        var labelled = Small.Labelled(Clips, Steps);
        Trainer = new Trainer<float>(
            new Network<float>(Spec), Steps, Small.Training(epochs: 3), Clips.Standardized(inputs), labelled, labelled, new Rng(7));
        Assert.Equal(3, Trainer.Run().Count());
        using var weights = new MemoryStream();
        Safetensors.Write(weights, NetworkTensors.Split(Spec, Trainer.Network.WeightMemory), new Dictionary<string, string>());
        Weights = weights.ToArray();
        using var card = new MemoryStream();
        StoredJson.Write(card, Card(inputs));
        CardJson = JsonNode.Parse(card.ToArray())!.AsObject();
    }

    /// <summary>The clips of the songs, not standardized.</summary>
    public ClipSet<float> Clips { get; }

    public Trainer<float> Trainer { get; }

    public JsonObject CardJson { get; }

    public byte[] Weights { get; set; }

    /// <summary>Gives the card the checksum of the weights as they are now, so that something else is at fault.</summary>
    public SmallModel Signed()
    {
        CardJson["weightsSha256"] = Convert.ToHexStringLower(SHA256.HashData(Weights));
        return this;
    }

    public ListenerModel Load()
    {
        using var weights = new MemoryStream(Weights);
        return ListenerModel.Load(Encoding.UTF8.GetBytes(CardJson.ToJsonString()), weights);
    }

    private static ModelCard Card(InputScaling inputs) => new(
        ModelCard.CurrentFormat,
        User: 1,
        "ann",
        Steps,
        Spec,
        new FrontEndCard("made-up", 4_096, 22_050, Standardized: true),
        inputs,
        Scaling,
        new TrainedOn(6, 12, "0a"),
        new SweepOptions { Networks = [new NetworkLayers(Spec.Lstm, Spec.Dense)], Steps = [Steps], Epochs = 3 },
        new NetworkResult(1, 1, Steps, NetworkStatus.Improved, 10, 2, 2, 1.5, 1.25, 1.25, 3, 1.25, 0.1, null, null, null),
        WeightsSha256: "");
}
