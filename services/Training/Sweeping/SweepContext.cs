using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;
using PlayCount.Songs;
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
    IProgress<TrainedEpoch>? losses = null)
{
    private long _epochsDone;

    public SweepOptions Options { get; } = options;

    public FrontEndCard FrontEnd { get; } = frontEnd;

    public ModelStore Models { get; } = models;

    /// <summary>Networks trained at the same time: one, where a network is large.</summary>
    public int Degree => isLarge ? 1 : threads;

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
