using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>One member of a network on one fold, on its way through training: its curve, its checkpoints.</summary>
/// <param name="key">The network.</param>
/// <param name="fold">The fold.</param>
/// <param name="member">Which member, from 0.</param>
/// <param name="spec">Layers and sizes.</param>
/// <param name="plan">Makes its plan, with random numbers that nobody has drawn from yet.</param>
/// <param name="state">Keeps checkpoints.</param>
/// <param name="sweep">What all networks share.</param>
internal sealed class MemberTraining(
    NetworkKey key, Fold fold, int member, NetworkSpec spec, Func<TrainingPlan<float>> plan, SweepState state, SweepContext sweep)
{
    private List<CurvePoint> _curve = [];
    private int _told;

    /// <summary>What it gave; null: it has not ended.</summary>
    public TrainedMember? Trained { get; private set; }

    /// <summary>Whether it goes on no more.</summary>
    public bool IsThrough => Trained is not null;

    /// <summary>The plan, with random numbers that nobody has drawn from yet.</summary>
    public TrainingPlan<float> Plan() => plan();

    /// <summary>Epochs of its checkpoint; 0: there is none.</summary>
    public int EpochsKept() => state.FindCheckpoint(key, fold.Key, member, spec)?.Curve.Count ?? 0;

    /// <summary>Goes on from its checkpoint, if there is one.</summary>
    public void Begin(ITrainerGroup<float> group, int at)
    {
        _curve = [];
        if (state.FindCheckpoint(key, fold.Key, member, spec) is not { } found)
            return;
        group.Restore(at, found.State);
        _curve = [.. found.Curve];
        sweep.EpochDone(Math.Max(_curve.Count - _told, 0));
        _told = Math.Max(_told, _curve.Count);
    }

    /// <summary>Takes an epoch. One that is told again, because a group was begun anew, is not counted again.</summary>
    public void Take(EpochResult epoch, string? engine)
    {
        _curve.Add(new CurvePoint(epoch.Epoch, epoch.TrainMse, epoch.ValidationMse));
        if (_curve.Count > _told)
            sweep.EpochDone(new TrainedEpoch(key, fold.Index, _curve[^1], fold.Part?.Number));
        _told = Math.Max(_told, _curve.Count);
        if (!epoch.IsFinite(fold.Validation.Length > 0))
            Trained = new TrainedMember(_curve, [], default, IsFinite: false, engine);
    }

    /// <summary>Leaves a checkpoint.</summary>
    public void Save(ITrainerGroup<float> group, int at) =>
        state.Save(key, fold.Key, member, spec, group.Capture(at), _curve);

    /// <summary>Ends. Where other members are to come, which may be stopped, it leaves a checkpoint.</summary>
    public void End(ITrainerGroup<float> group, int at, string? engine, bool keepsWeights)
    {
        if (member < sweep.Options.Members - 1)
            Save(group, at);
        Trained = new TrainedMember(
            _curve,
            Array.ConvertAll(group.Estimate(at, fold.Validation), estimate => (float)estimate),
            keepsWeights ? group.Capture(at).Weights : default,
            IsFinite: true,
            engine);
    }
}

/// <summary>A member after its training.</summary>
/// <param name="Curve">One point an epoch.</param>
/// <param name="Estimates">Scaled estimates of the validation samples; none where an error was not finite.</param>
/// <param name="Weights">Its weights, where they were asked for.</param>
/// <param name="IsFinite">Whether training ran through without an infinite error.</param>
/// <param name="Engine">What trained it, as results call it; null: the managed engine.</param>
internal sealed record TrainedMember(
    IReadOnlyList<CurvePoint> Curve, float[] Estimates, ReadOnlyMemory<float> Weights, bool IsFinite, string? Engine);
