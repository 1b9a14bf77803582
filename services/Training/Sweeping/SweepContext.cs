using PlayCount.Songs;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>What all networks of a sweep share.</summary>
internal sealed class SweepContext(
    SweepOptions options, FrontEndCard frontEnd, SweepState state, ModelStore models, int threadsPerNetwork, long epochs, IProgress<StageProgress>? progress)
{
    private long _epochsDone;

    public SweepOptions Options { get; } = options;

    public FrontEndCard FrontEnd { get; } = frontEnd;

    public SweepState State { get; } = state;

    public ModelStore Models { get; } = models;

    public int ThreadsPerNetwork { get; } = threadsPerNetwork;

    public TimeProvider Time { get; } = TimeProvider.System;

    /// <summary>Counts epochs that were trained, or need not be.</summary>
    public void EpochDone(long count = 1) => progress?.Report(new StageProgress(Interlocked.Add(ref _epochsDone, count), epochs));
}
