using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using PlayCount.Learning.Models;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Calls;
using PlayCount.Songs;

namespace PlayCount.Inference.Serving;

/// <summary>The models among the blobs, found and checked; which one serves a listener.</summary>
public sealed class ModelCatalog
{
    private readonly Lock _look = new();
    private readonly IBlobStore _blobs;
    private readonly LoadedModels _loaded;
    private readonly InferenceTelemetry _telemetry;
    private readonly ILogger<ModelCatalog> _logger;
    private Dictionary<string, string> _leftOut = []; // model id to reason
    private bool _hasLooked;
    private volatile ServedModels _models = new([]);

    internal ModelCatalog(IBlobStore blobs, LoadedModels loaded, InferenceTelemetry telemetry, ILogger<ModelCatalog> logger) =>
        (_blobs, _loaded, _telemetry, _logger) = (blobs, loaded, telemetry, logger);

    internal ServedModels Models => _models;

    /// <summary>
    /// Looks for models that came, changed or went; each new one is read and checked. A damaged one is logged and left out.
    /// </summary>
    /// <exception cref="IOException">The blobs cannot be read.</exception>
    public void Refresh()
    {
        lock (_look)
        {
            var (known, leftOut) = (_models, new Dictionary<string, string>());
            var models = Names().Select(name => Look(name.Name, name.Run, known.Find(name.Name.ModelId), leftOut)).OfType<ServedModel>()
                .ToList();
            var told = _leftOut;
            _models = new ServedModels(models);
            foreach (var gone in known.All.Except(models, ReferenceEqualityComparer.Instance).Cast<ServedModel>())
                _loaded.Forget(gone);
            _leftOut = leftOut;
            Tell(told, known, models);
        }
    }

    /// <summary>The model a caller asks for: the one of that id, or else the one that serves the listener.</summary>
    internal ServedModel For(UserId user, string modelId)
    {
        var models = _models;
        if (models.All.Count == 0)
            throw new RefusedException(Refusal.NotNow, "No model is loaded. Try again once a run has finished and its models are there.");
        if (modelId.Length == 0)
        {
            return models.Serving(user) ?? throw new RefusedException(
                Refusal.Unknown,
                    $"There is no model of the listener '{Shown.Shorten(user.Value)}'. ListModels tells the listeners that have one.");
        }

        var model = ById(modelId);
        return model.User == user ? model : throw new RefusedException(Refusal.Invalid,
            $"The model '{Shown.Shorten(modelId)}' is that of '{Shown.Shorten(model.User.Value)}', not of '{Shown.Shorten(user.Value)}'. "
                + "Leave one of the two out, or give its own.");
    }

    internal ServedModel ById(string modelId) => _models.Find(modelId)
        ?? throw new RefusedException(Refusal.Unknown, $"There is no model '{Shown.Shorten(modelId)}'. ListModels tells those there are.");

    /// <summary>The model with its weights, from memory or read again.</summary>
    internal ListenerModel Load(ServedModel model)
    {
        try
        {
            return _loaded.Get(model, () => Reread(model));
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            model.IsInDoubt = true;
            Log.ModelLost(_logger, model.ModelId, e.Message);
            throw new RefusedException(
                Refusal.NotNow, $"The model '{model.ModelId}' cannot be read any more. Try again: another one may serve soon.", e);
        }
    }

    private static ListenerModel Reread(ServedModel model)
    {
        var card = model.Run.ReadAllBytes(model.Name.Card);
        return Hash(card) == model.CardSha256
            ? ServedModel.Read(model.Name, model.Run, card, model.CardSha256).Loaded
            : throw new InvalidDataException("Its card is another one.");
    }

    private IEnumerable<(ModelName Name, IBlobStore Run)> Names() => In("", _blobs)
        .Concat(_blobs.Folders().Where(folder => folder != ModelFiles.Folder).SelectMany(folder => In(folder, _blobs.Below(folder))));

    private static IEnumerable<(ModelName, IBlobStore)> In(string experiment, IBlobStore run) =>
        run.List(ModelFiles.Folder).Select(blob => ModelName.Of(experiment, blob)).OfType<ModelName>().Distinct()
            .Select(name => (name, run));

    private ServedModel? Look(ModelName name, IBlobStore run, ServedModel? known, Dictionary<string, string> leftOut)
    {
        try
        {
            using var stream = run.OpenRead(name.Card);
            if (stream.Length > ListenerModel.MaxCardBytes)
                throw new InvalidDataException($"Its card has {stream.Length} bytes; at most {ListenerModel.MaxCardBytes} are right.");
            var card = new byte[stream.Length];
            stream.ReadExactly(card);
            var hash = Hash(card);
            if (known is { IsInDoubt: false } && known.CardSha256 == hash && run.Exists(name.Weights))
                return known;
            var (model, loaded) = ServedModel.Read(name, run, card, hash);
            _loaded.Get(model, () => loaded);
            return model;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            leftOut.Add(name.ModelId, e is FileNotFoundException ? $"Its card or its weights are not there: {e.Message}" : e.Message);
            return null;
        }
    }

    private void Tell(Dictionary<string, string> told, ServedModels known, List<ServedModel> models)
    {
        foreach (var (id, reason) in _leftOut.Where(model => told.GetValueOrDefault(model.Key) != model.Value))
            Log.ModelLeftOut(_logger, id, reason);
        _telemetry.Served(models.Count);
        if (!_hasLooked || !known.All.SequenceEqual<object>(_models.All, ReferenceEqualityComparer.Instance)
            || told.Count != _leftOut.Count)
            Log.ModelsServed(_logger, models.Count, models.DistinctBy(model => model.User).Count(), _leftOut.Count);
        _hasLooked = true;
    }

    private static string Hash(byte[] bytes) => Convert.ToHexString(SHA256.HashData(bytes));
}
