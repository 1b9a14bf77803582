using System.Collections.Concurrent;
using MassTransit;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>
/// Delivers every message one to five times, the first of each kind at least twice, and each time not before others that came later: of
/// each queue it holds some deliveries back
/// and lets a drawn one through when there are more, or when nothing has come for a while.
/// </summary>
internal sealed class HostileTransport : IDisposable
{
    private const int Window = 4;
    private const int MostDeliveries = 5;

    private readonly ConcurrentDictionary<string, List<TaskCompletionSource>> _held = [];
    private readonly ConcurrentDictionary<string, int> _mostDeliveries = [];
    private readonly Lock _turn = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Random _random;
    private readonly Timer _timer;
    private int _underWay;
    private bool _settles;

    public HostileTransport(int seed)
    {
        _random = new Random(seed);
        _timer = new Timer(_ => LetThroughIdle(), null, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
    }

    /// <summary>By name of the message: how often the most repeated one was delivered.</summary>
    public IReadOnlyDictionary<string, int> MostDelivered => _mostDeliveries;

    /// <summary>Deliveries that others overtook.</summary>
    public int Overtaken { get; private set; }

    public void Disturb(IBusFactoryConfigurator bus) => bus.UseFilter(new BusFilters.Filter(async (context, next) =>
    {
        var isFirst = _mostDeliveries.TryAdd(BusFilters.NameOf(context), 0);
        Count(1);
        var deliveries = isFirst ? Draw(MostDeliveries - 1) + 2 : Draw(MostDeliveries) + 1;
        try
        {
            for (var delivery = 0; delivery < deliveries; delivery++)
            {
                await TurnAsync(BusFilters.QueueOf(context));
                await next.Send(context);
            }

            _mostDeliveries.AddOrUpdate(BusFilters.NameOf(context), deliveries, (_, most) => Math.Max(most, deliveries));
        }
        finally
        {
            Count(-1);
        }
    }));

    /// <summary>Waits until nothing is held back any more: repeats may come after the experiment's end.</summary>
    public Task SettleAsync(CancellationToken cancellationToken)
    {
        lock (_turn)
            _settles = true;
        Count(0);
        return _settled.Task.WaitAsync(cancellationToken);
    }

    public void Dispose() => _timer.Dispose();

    private void Count(int more)
    {
        lock (_turn)
        {
            _underWay += more;
            if (_settles && _underWay == 0)
                _settled.TrySetResult();
        }
    }

    private int Draw(int below)
    {
        lock (_turn)
            return _random.Next(below);
    }

    private Task TurnAsync(string queue)
    {
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_turn)
        {
            var held = _held.GetOrAdd(queue, _ => []);
            held.Add(mine);
            if (held.Count > Window)
                LetOneThrough(held);
        }

        return mine.Task;
    }

    private void LetThroughIdle()
    {
        lock (_turn)
        {
            foreach (var held in _held.Values.Where(held => held.Count > 0))
                LetOneThrough(held);
        }
    }

    private void LetOneThrough(List<TaskCompletionSource> held)
    {
        var drawn = _random.Next(held.Count);
        Overtaken += drawn > 0 ? 1 : 0;
        held[drawn].SetResult();
        held.RemoveAt(drawn);
    }
}
