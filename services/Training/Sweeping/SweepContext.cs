using System.Collections.Concurrent;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;
using PlayCount.Training.Engines;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>What all networks of a sweep share.</summary>
internal sealed class SweepContext(
    SweepOptions options,
    FrontEndCard frontEnd,
    ModelStore models,
    bool isLarge,
    int threads,
    long epochs,
    IProgress<StageProgress>? progress,
    IProgress<TrainedEpoch>? losses = null,
    TrainingEngines? engines = null)
{
    private readonly ConcurrentDictionary<(NetworkKey, FoldKey), bool> _trained = [];
    private long _epochsDone;

    public SweepOptions Options { get; } = options;

    public FrontEndCard FrontEnd { get; } = frontEnd;

    public ModelStore Models { get; } = models;

    /// <summary>What trains.</summary>
    public TrainingEngines Engines { get; } = engines ?? TrainingEngines.Managed;

    /// <summary>Networks that are seen to at the same time: one, where a network is large, or the device is one for all.</summary>
    public int Degree => isLarge || Engines.Current.IsShared ? 1 : threads;

    /// <summary>Threads of one network: all, where it is large.</summary>
    public int ThreadsPerNetwork => isLarge ? threads : 1;

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>
    /// Gives back what the last large network held: weights, gradients and running means of half a gigabyte, which the collector is in no
    /// hurry to reclaim while the machine has memory to spare. Called between networks, so it costs nothing beside their training.
    /// </summary>
    public void ReclaimMemory()
    {
        if (isLarge)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Notes that a fold was trained together with others, and its epochs told.</summary>
    public void Trained(NetworkKey network, FoldKey fold) => _trained[(network, fold)] = true;

    /// <summary>Whether a fold was trained together with others in this run, and its epochs told.</summary>
    public bool IsTrained(NetworkKey network, FoldKey fold) => _trained.ContainsKey((network, fold));

    /// <summary>Tells of an epoch that was trained.</summary>
    public void EpochDone(TrainedEpoch epoch)
    {
        losses?.Report(epoch);
        EpochDone();
    }

    /// <summary>Counts epochs that were trained, or need not be.</summary>
    public void EpochDone(long count = 1) => progress?.Report(new StageProgress(Interlocked.Add(ref _epochsDone, count), epochs));
}

/// <summary>An epoch of one network on one fold.</summary>
/// <param name="Network">The network.</param>
/// <param name="Fold">The fold, from 0; -1: all songs.</param>
/// <param name="Point">Its losses.</param>
/// <param name="Part">Which part of the fold, from 1; null: the fold itself.</param>
public sealed record TrainedEpoch(NetworkKey Network, int Fold, CurvePoint Point, int? Part = null);
