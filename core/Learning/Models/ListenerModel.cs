using System.Security.Cryptography;
using System.Text.Json;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;

namespace PlayCount.Learning.Models;

/// <summary>What a model says of a song.</summary>
/// <param name="Scaled">Mean of the network's estimates over the song's samples, in units of the model's target scaling.</param>
/// <param name="Plays">The same in plays; a network's negative number becomes 0.</param>
/// <param name="Clips">Clips the estimate is made of: whole samples, or all of a song that is shorter than one.</param>
public readonly record struct SongEstimated(double Scaled, double Plays, int Clips);

/// <summary>
/// A listener's trained network, or several whose mean estimate counts, with all that is needed to use it. Safe for use by several
/// threads: they take turns.
/// </summary>
public sealed class ListenerModel
{
    /// <summary>Longest card accepted: 64 MiB; the statistics of a million inputs take 40.</summary>
    public const long MaxCardBytes = 64L << 20;

    /// <summary>Samples that are estimated at once: what the trainer takes, so that the bits are the same.</summary>
    private const int RowsAtOnce = 768;

    private readonly Lock _turn = new();
    private readonly Encoder? _encoder;
    private readonly Network<float>[] _members;

    private ListenerModel(ModelCard card, Encoder? encoder, Network<float>[] members) =>
        (Card, _encoder, _members) = (card, encoder, members);

    /// <summary>What stands beside the weights.</summary>
    public ModelCard Card { get; }

    /// <summary>Numbers a clip's vector must have.</summary>
    public int Inputs => Card.Inputs;

    /// <summary>Whether a song of fewer clips than a sample gets an estimate: its missing steps are masked, as in training.</summary>
    public bool TakesShortSongs => Card.Training.ShortSongs == ShortSongs.Pad;

    /// <summary>Reads a model and checks all of it before use: nothing in the two files is trusted.</summary>
    /// <param name="cardJson">The card.</param>
    /// <param name="weights">The safetensors file: seekable, at its start.</param>
    /// <exception cref="InvalidDataException">
    /// The card is no card of this version, a value is out of range, or the weights are damaged or another network's.
    /// </exception>
    public static ListenerModel Load(ReadOnlyMemory<byte> cardJson, Stream weights)
    {
        var card = ReadCard(cardJson);
        var expected = card.ParameterCount * sizeof(float);
        if (weights.Length < expected || weights.Length > expected + Safetensors.MaxHeaderBytes + sizeof(long))
        {
            throw new InvalidDataException(
                $"The weights have {weights.Length} bytes; {expected} and a header are right for the card's network.");
        }

        if (Convert.ToHexStringLower(SHA256.HashData(weights)) != card.WeightsSha256)
            throw new InvalidDataException("The weights are not those of the card: their SHA-256 is another one.");
        weights.Position = 0;
        var tensors = Safetensors.Read(weights, out _);
        var parameters = (card.Network.Parameters().Count() * card.Training.Members) + (card.Encoder?.Parameters().Count ?? 0);
        var encoder = card.Encoder is { } spec ? new Encoder(spec, NetworkTensors.Join(spec, tensors)) : null;
        Network<float>[] members = [.. Enumerable.Range(0, card.Training.Members).Select(member => Member(card.Network, tensors, member))];
        if (tensors.Count != parameters)
            throw new InvalidDataException($"The weights have {tensors.Count} tensors; {parameters} are right for the card's network.");
        return new ListenerModel(card, encoder, members);
    }

    private static Network<float> Member(NetworkSpec spec, IReadOnlyDictionary<string, Tensor> tensors, int member)
    {
        var network = new Network<float>(spec);
        NetworkTensors.Join(spec, tensors, Ensemble.Prefix(member)).CopyTo(network.Weights);
        return network;
    }

    /// <summary>Estimates a song from its clips.</summary>
    /// <param name="clips">The front end's vectors, shape (clips, <see cref="Inputs"/>), not standardized; copied.</param>
    /// <returns>The estimate, or null when the song has fewer clips than a sample and the model takes none so short.</returns>
    /// <exception cref="ArgumentException">The numbers are no whole number of clips, or one is not finite.</exception>
    public SongEstimated? Estimate(ReadOnlySpan<float> clips)
    {
        var estimates = EstimateSamples(clips);
        return estimates.Length == 0
            ? null
            : Of(estimates.Average(estimate => (double)estimate), Math.Min(estimates.Length * Card.Steps, clips.Length / Inputs));
    }

    /// <summary>
    /// Estimates each whole sample of a song, or of a part of it that begins with a sample; the parts' numbers are the song's.
    /// </summary>
    /// <param name="clips">The front end's vectors, shape (clips, <see cref="Inputs"/>), not standardized; copied.</param>
    /// <returns>
    /// In units of the model's target scaling, shape (clips / steps); clips beyond the last whole sample count for nothing. Of fewer clips
    /// than a sample one estimate, where the model was trained on such songs too (<see cref="TakesShortSongs"/>).
    /// </returns>
    /// <exception cref="ArgumentException">The numbers are no whole number of clips, or one is not finite.</exception>
    public float[] EstimateSamples(ReadOnlySpan<float> clips)
    {
        if (clips.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) >= 0)
            throw new ArgumentException("A clip holds a number that is not finite.", nameof(clips));
        var set = new ClipSet<float>(Inputs);
        set.Add(clips);
        if (Card.InputScaling is { } scaling)
            set = set.Standardized(scaling);
        var samples = SampleBuilder.Build([clips.Length / Inputs], Card.Steps, Card.Training.ShortSongs);
        lock (_turn)
        {
            var inputs = _encoder?.Encode(set) ?? set;
            return Ensemble.MeanOf([.. _members.Select(member => Predict(member, inputs, samples))]);
        }
    }

    private float[] Predict(Network<float> network, ClipSet<float> set, Sample[] samples)
    {
        var estimates = new float[samples.Length];
        var batch = Math.Max(RowsAtOnce / Card.Steps, 1);
        for (var first = 0; first < samples.Length; first += batch)
        {
            var part = samples.AsSpan(first, Math.Min(batch, samples.Length - first));
            network.Predict(set, part, Card.Steps, estimates.AsSpan(first, part.Length));
        }

        return estimates;
    }

    /// <summary>What the mean over a song's samples says.</summary>
    /// <param name="scaled">Mean of <see cref="EstimateSamples"/>.</param>
    /// <param name="clips">Clips that they are made of.</param>
    public SongEstimated Of(double scaled, int clips) => new(scaled, Math.Max(Card.TargetScaling.Unscale(scaled), 0), clips);

    /// <summary>Reads a card and checks it.</summary>
    /// <exception cref="InvalidDataException">It is no card of this version, or a value is out of range.</exception>
    public static ModelCard ReadCard(ReadOnlyMemory<byte> json)
    {
        try
        {
            Require(json.Length <= MaxCardBytes, $"The card has {json.Length} bytes; at most {MaxCardBytes} are read.");
            var card = JsonSerializer.Deserialize<ModelCard>(json.Span, StoredJson.State)
                ?? throw new InvalidDataException("The card is null.");
            Require(
                card.Format == ModelCard.CurrentFormat,
                $"The card is of format '{Shown.Shorten(card.Format)}'; '{ModelCard.CurrentFormat}' is right.");
            Require(UserId.TryParse(card.UserId, out _), $"The card's user '{Shown.Shorten(card.UserId)}' is no user id.");
            Require(card.Steps >= 1, $"The card's {card.Steps} steps are out of range: at least 1 is right.");
            card.Network.Checked();
            SettingRanges.Members.Checked(card.Training.Members, "members");
            card.Encoder?.Checked();
            Require(
                card.Training.Encoder == (card.Encoder?.Units ?? 0),
                $"The card's encoder makes {card.Encoder?.Units ?? 0} numbers; {card.Training.Encoder} are right for its training.");
            Require(
                card.Encoder is null || card.Encoder.Units == card.Network.Inputs,
                $"The card's encoder makes {card.Encoder?.Units} numbers; the network has {card.Network.Inputs} inputs.");
            var scaling = card.TargetScaling;
            Require(
                double.IsFinite(scaling.Centre) && double.IsFinite(scaling.Spread) && scaling.Spread > 0,
                "The card's target scaling is no finite centre and positive spread.");
            Require(
                card.FrontEnd.Standardized == card.InputScaling is not null,
                "The card has an input scaling where its front end does not standardize, or none where it does.");
            if (card.InputScaling is { } input)
            {
                Require(
                    input.Mean.Length == card.Inputs && input.Deviation.Length == card.Inputs,
                    $"The card standardizes {input.Mean.Length} inputs; the network has {card.Inputs}.");
                Require(
                    input.Mean.All(double.IsFinite) && input.Deviation.All(d => double.IsFinite(d) && d > 0),
                    "The card's input scaling is no finite means and positive deviations.");
            }

            return card;
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            var problem = e is ArgumentException ? e.Message : Shown.Shorten(e.Message);
            throw new InvalidDataException($"The card cannot be read: {problem}", e);
        }
    }

    private static void Require(bool condition, string problem)
    {
        if (!condition)
            throw new InvalidDataException(problem);
    }
}
