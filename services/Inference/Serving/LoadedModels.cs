using Microsoft.Extensions.Options;
using PlayCount.Learning.Models;

namespace PlayCount.Inference.Serving;

/// <summary>Weights in memory, within a bound: the least recently used go first, and are read again when they are asked for.</summary>
internal sealed class LoadedModels(IOptions<InferenceOptions> options, InferenceTelemetry telemetry)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<Entry> _byUse = new(); // the most recent first
    private readonly Dictionary<ServedModel, LinkedListNode<Entry>> _entries = new(ReferenceEqualityComparer.Instance);
    private long _bytes;

    /// <summary>
    /// The model, read by <paramref name="load"/> where it is not in memory; callers that want the same one share a read.
    /// </summary>
    public ListenerModel Get(ServedModel model, Func<ListenerModel> load)
    {
        var entry = Use(model, load);
        try
        {
            return entry.Loaded.Value;
        }
        catch
        {
            Forget(model);
            throw;
        }
    }

    public void Forget(ServedModel model)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(model, out var node))
                Drop(node);
        }
    }

    private Entry Use(ServedModel model, Func<ListenerModel> load)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(model, out var node))
                _byUse.Remove(node);
            else
                node = Add(model, load);
            _byUse.AddFirst(node);
            while (_bytes > options.Value.MaxLoadedBytes && _byUse.Count > 1)
                Drop(_byUse.Last!);
            telemetry.Loaded(_entries.Count);
            return node.Value;
        }
    }

    private LinkedListNode<Entry> Add(ServedModel model, Func<ListenerModel> load)
    {
        var node = new LinkedListNode<Entry>(new Entry(model, new Lazy<ListenerModel>(load)));
        _entries.Add(model, node);
        _bytes += model.LoadedBytes;
        return node;
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _entries.Remove(node.Value.Model);
        _bytes -= node.Value.Model.LoadedBytes;
        telemetry.Loaded(_entries.Count);
    }

    private sealed record Entry(ServedModel Model, Lazy<ListenerModel> Loaded);
}
