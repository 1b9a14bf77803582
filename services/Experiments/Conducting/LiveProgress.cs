using System.Collections.Concurrent;
using MassTransit;
using PlayCount.Contracts.Messages;
using PlayCount.ServiceDefaults.Messaging;

namespace PlayCount.Experiments.Conducting;

/// <summary>What workers say while they work. It is in memory only: a process that ends loses nothing that matters.</summary>
internal sealed class LiveProgress
{
    private const int MostLosses = 12;

    private readonly ConcurrentDictionary<string, WorkProgressed> _work = [];
    private readonly ConcurrentDictionary<string, (long Order, EpochTrained Epoch)> _losses = [];
    private long _order;

    public void Add(WorkProgressed progress) => _work.AddOrUpdate(
        progress.ExperimentId, progress, (_, known) => known.Work == progress.Work && known.Done > progress.Done ? known : progress);

    public void Add(EpochTrained epoch) => _losses.AddOrUpdate(
        $"{epoch.ExperimentId}/{epoch.Work}",
        _ => (Interlocked.Increment(ref _order), epoch),
        (_, known) => Place(known.Epoch).CompareTo(Place(epoch)) > 0
            ? known
            : (Interlocked.Increment(ref _order), epoch));

    /// <summary>A fold's parts come after it, training on all songs after the folds.</summary>
    private static (int Fold, int Part, int Epoch) Place(EpochTrained epoch) =>
        (epoch.Fold < 0 ? int.MaxValue : epoch.Fold, epoch.Part ?? 0, epoch.Epoch);

    /// <summary>How far the stage's one work is, if it is one that tells.</summary>
    public WorkProgressed? Of(string experiment) => _work.GetValueOrDefault(experiment);

    /// <summary>The losses heard last.</summary>
    public IReadOnlyList<EpochTrained> Losses(string experiment) => [.. _losses.Values
        .Where(loss => loss.Epoch.ExperimentId == experiment).OrderByDescending(loss => loss.Order).Take(MostLosses)
            .Select(loss => loss.Epoch)];

    /// <summary>Forgets an experiment that has ended.</summary>
    public void Forget(string experiment)
    {
        _work.TryRemove(experiment, out _);
        foreach (var key in _losses.Keys.Where(key => key.StartsWith(experiment + "/", StringComparison.Ordinal)))
            _losses.TryRemove(key, out _);
    }
}

/// <summary>Hears what workers say.</summary>
internal sealed class ProgressConsumer(LiveProgress progress)
    : IConsumer<WorkProgressed>, IConsumer<EpochTrained>, IConsumer<ExperimentEnded>
{
    public Task Consume(ConsumeContext<WorkProgressed> context)
    {
        progress.Add(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<EpochTrained> context)
    {
        progress.Add(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ExperimentEnded> context)
    {
        progress.Forget(context.Message.ExperimentId);
        return Task.CompletedTask;
    }
}

/// <summary>The queue of all that is said on the way; every process has one, since any of them may be asked how far a work is.</summary>
internal sealed class ProgressConsumerDefinition(BusKind kind) : OwnQueueDefinition<ProgressConsumer>("experiments-progress", kind);
