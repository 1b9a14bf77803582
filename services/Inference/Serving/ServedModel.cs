using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Songs;

namespace PlayCount.Inference.Serving;

/// <summary>A model that was checked and may be used.</summary>
/// <param name="Name">Where it stands.</param>
/// <param name="Run">The blobs of its run: models, and the songs' features beside them.</param>
/// <param name="Card">Its card, without the statistics of the inputs, which only the loaded model needs.</param>
/// <param name="CardSha256">Of the card's bytes: tells whether it is still the same model.</param>
internal sealed record ServedModel(ModelName Name, IBlobStore Run, ModelCard Card, string CardSha256)
{
    private volatile bool _isInDoubt;

    public string ModelId { get; } = Name.ModelId;

    public UserId User { get; } = UserId.Parse(Card.UserId);

    /// <summary>Bytes of the loaded model: weights, and mean and deviation of each input.</summary>
    public long LoadedBytes { get; } = Card.ParameterCount * sizeof(float) + 2L * sizeof(double) * Card.Inputs;

    /// <summary>Whether it could not be read again after it was checked, so that the next look checks it once more.</summary>
    public bool IsInDoubt
    {
        get => _isInDoubt;
        set => _isInDoubt = value;
    }

    /// <summary>Reads the model and checks all of it.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or is not what its place says.</exception>
    /// <exception cref="FileNotFoundException">One of its files is not there.</exception>
    public static (ServedModel Model, ListenerModel Loaded) Read(
        ModelName name, IBlobStore run, ReadOnlyMemory<byte> card, string cardSha256)
    {
        using var weights = run.OpenRead(name.Weights);
        var loaded = ListenerModel.Load(card, weights);
        ModelFit.Check(name.Key, loaded.Card);
        return (new ServedModel(name, run, loaded.Card with { InputScaling = null }, cardSha256), loaded);
    }
}
