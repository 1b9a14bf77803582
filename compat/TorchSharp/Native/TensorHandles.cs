namespace TorchSharp.Native;

/// <summary>Several tensors for one native call, kept alive while it goes.</summary>
internal sealed class TensorHandles : IDisposable
{
    private readonly List<TensorHandle> _kept = [];

    public TensorHandles(IEnumerable<torch.Tensor> tensors)
    {
        var pointers = new List<nint>();
        try
        {
            foreach (var handle in tensors.Select(tensor => tensor.Safe))
            {
                var isKept = false;
                handle.DangerousAddRef(ref isKept);
                _kept.Add(handle);
                pointers.Add(handle.DangerousGetHandle());
            }
        }
        catch
        {
            Dispose();
            throw;
        }

        Pointers = [.. pointers];
    }

    public nint[] Pointers { get; }

    public int Count => Pointers.Length;

    public void Dispose()
    {
        foreach (var handle in _kept)
            handle.DangerousRelease();
        _kept.Clear();
    }
}
