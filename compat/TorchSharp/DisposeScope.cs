namespace TorchSharp;

/// <summary>Frees the tensors that its thread makes while it is the innermost one, but for those that left it.</summary>
public sealed class DisposeScope : IDisposable
{
    [ThreadStatic]
    private static DisposeScope? _current;

    private readonly HashSet<torch.Tensor> _tensors = new(ReferenceEqualityComparer.Instance);
    private DisposeScope? _outer;

    internal DisposeScope()
    {
        _outer = _current;
        _current = this;
    }

    /// <summary>Frees its tensors, the ones of one's own included; ends.</summary>
    public void Dispose()
    {
        if (_current == this)
        {
            _current = _outer;
        }
        else
        {
            for (var inner = _current; inner is not null; inner = inner._outer)
            {
                if (inner._outer == this)
                    inner._outer = _outer;
            }
        }

        var tensors = _tensors.ToArray();
        _tensors.Clear();
        foreach (var tensor in tensors)
        {
            tensor.Scope = null;
            tensor.Dispose();
        }
    }

    /// <summary>Enters a new tensor into this thread's innermost scope, if there is one.</summary>
    internal static void Register(torch.Tensor tensor) => _current?.Add(tensor);

    internal void Remove(torch.Tensor tensor)
    {
        _tensors.Remove(tensor);
        tensor.Scope = null;
    }

    /// <summary>Gives a tensor to the next outer scope, or to nobody.</summary>
    internal void MoveOut(torch.Tensor tensor)
    {
        Remove(tensor);
        _outer?.Add(tensor);
    }

    private void Add(torch.Tensor tensor)
    {
        _tensors.Add(tensor);
        tensor.Scope = this;
    }
}
