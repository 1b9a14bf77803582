namespace PlayCount.Training.Jobs;

/// <summary>Shares the processors among networks: a small one takes one, a large one all of them, for memory's sake.</summary>
internal sealed class TrainingSlots(int processors) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1); // who gathers several slots gathers them alone, so that no two wait for each other
    private readonly SemaphoreSlim _slots = new(processors);

    /// <summary>Threads of a network.</summary>
    public int Threads(bool isLarge) => isLarge ? processors : 1;

    /// <summary>Waits for the slots of a network; disposing gives them back.</summary>
    public async Task<IDisposable> TakeAsync(bool isLarge, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var taken = new Taken(_slots);
        try
        {
            for (; taken.Count < Threads(isLarge); taken.Count++)
                await _slots.WaitAsync(cancellationToken);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _turn.Dispose();
        _slots.Dispose();
    }

    private sealed class Taken(SemaphoreSlim slots) : IDisposable
    {
        public int Count { get; set; }

        public void Dispose()
        {
            if (Count > 0)
                slots.Release(Count);
            Count = 0;
        }
    }
}
