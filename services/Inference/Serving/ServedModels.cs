using PlayCount.Songs;

namespace PlayCount.Inference.Serving;

/// <summary>All models that may be used, at one moment.</summary>
internal sealed class ServedModels
{
    private readonly Dictionary<string, ServedModel> _byId;
    private readonly Dictionary<UserId, ServedModel> _serving;

    public ServedModels(IEnumerable<ServedModel> models)
    {
        All = [.. models.OrderBy(model => model.ModelId, StringComparer.Ordinal)];
        _byId = All.ToDictionary(model => model.ModelId, StringComparer.Ordinal);
        _serving = All.GroupBy(model => model.User).ToDictionary(user => user.Key, user => user.Order(BestFirst).First());
    }

    /// <summary>By model id, ordinal.</summary>
    public IReadOnlyList<ServedModel> All { get; }

    public ServedModel? Find(string modelId) => _byId.GetValueOrDefault(modelId);

    /// <summary>The one that serves a listener: not leaky before leaky, then the highest R2, then the model id.</summary>
    public ServedModel? Serving(UserId user) => _serving.GetValueOrDefault(user);

    public bool Serves(ServedModel model) => ReferenceEquals(Serving(model.User), model);

    private static Comparer<ServedModel> BestFirst { get; } = Comparer<ServedModel>.Create((x, y) =>
    {
        var leaky = x.Card.Leaky.CompareTo(y.Card.Leaky);
        var score = leaky != 0 ? leaky : R2(y).CompareTo(R2(x));
        return score != 0 ? score : string.CompareOrdinal(x.ModelId, y.ModelId);
    });

    private static double R2(ServedModel model) =>
        model.Card.Scores.R2 is { } r2 && double.IsFinite(r2) ? r2 : double.NegativeInfinity;
}
