namespace PlayCount.Experiments.Conducting;

/// <summary>Wakes the conductor: something has changed.</summary>
public sealed class ConductorSignal : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Lock _turn = new();

    /// <summary>Says so; saying it twice is saying it once.</summary>
    public void Set()
    {
        lock (_turn)
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }

    /// <summary>Waits for a change, or for a while.</summary>
    public Task WaitAsync(TimeSpan longest, CancellationToken cancellationToken) => _changed.WaitAsync(longest, cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _changed.Dispose();
}
