using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Training.Engines;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>Trains one network on one fold, all members of it one after the other, from the last checkpoint if there is one.</summary>
internal sealed class FoldTraining(NetworkKey key, NetworkSpec spec, UserData user, Fold fold, SweepState state, SweepContext sweep)
{
    /// <summary>The fold number of the training on all songs, which makes the model.</summary>
    public const int AllSongs = -1;

    private const int StreamName = 0x4E455457; // "NETW": keeps these draws apart from those for splits and intervals
    private const int EncoderStream = 0x454E434F; // "ENCO"
    private const int InnerStream = 0x494E4E52; // "INNR"
    private const int InnerEncoderStream = 0x494E4543; // "INEC"
    private ClipSet<float>? _inputs;
    private MemberTraining[]? _members;

    /// <summary>Scaling of plays, fitted as the split says.</summary>
    public FittedScaling Scaling { get; } = user.FitScaling(
        sweep.Options.Scaling, Splitter.SongsToFitScaling(sweep.Options.Split, fold, user.Songs.Count));

    /// <summary>Scaling of inputs, or null where the front end wants none.</summary>
    public InputScaling? InputScaling { get; } = sweep.FrontEnd.Standardized ? InputScaling.Fit(user.Clips, fold.TrainingSongs) : null;

    /// <summary>What makes the network's inputs of a clip, fitted anew when training begins or goes on; null: none, or not yet.</summary>
    public Encoder? Encoder { get; private set; }

    /// <summary>Trains all members to the end, or to the first error that is not finite.</summary>
    /// <param name="cancellationToken">Stops after an epoch, leaving a checkpoint.</param>
    /// <returns>The mean curve of the members, and the estimates: their mean.</returns>
    public FoldOutcome Run(CancellationToken cancellationToken) => OutcomeOf([.. Train(keepsWeights: false, cancellationToken)]);

    /// <summary>Trains member after member; the first whose error is not finite is the last.</summary>
    /// <param name="cancellationToken">Stops after an epoch, leaving a checkpoint.</param>
    public IEnumerable<TrainedMember> Members(CancellationToken cancellationToken) => Train(keepsWeights: true, cancellationToken);

    /// <summary>All members, to be trained at once.</summary>
    public IReadOnlyList<MemberTraining> AllMembers() => _members ??= [.. Enumerable.Range(0, sweep.Options.Members).Select(Member)];

    /// <summary>Keeps the outcome of members that were trained at once, as if one had followed the other.</summary>
    public void Keep()
    {
        TrainedMember[] trained = [.. AllMembers().Select(member => member.Trained!)];
        var last = Array.FindIndex(trained, member => !member.IsFinite);
        var outcome = OutcomeOf([.. last < 0 ? trained : trained[..(last + 1)]]);
        _inputs = null;
        state.Save(key, outcome);
        sweep.Trained(key, fold.Key);
        sweep.EpochDone(((long)sweep.Options.Epochs * trained.Length) - trained.Sum(member => member.Curve.Count));
    }

    private FoldOutcome OutcomeOf(IReadOnlyList<TrainedMember> members)
    {
        var estimates = members.All(member => member.Estimates.Length > 0)
            ? Ensemble.MeanOf([.. members.Select(member => member.Estimates)])
            : [];
        return new FoldOutcome(
            fold.Seed, fold.Index, MeanOf([.. members.Select(member => member.Curve)]), Array.ConvertAll(estimates, e => (double)e),
            fold.Part, EngineNames.Of(members.Select(member => member.Engine)));
    }

    private IEnumerable<TrainedMember> Train(bool keepsWeights, CancellationToken cancellationToken)
    {
        sweep.ReclaimMemory();
        var left = (long)sweep.Options.Epochs * sweep.Options.Members;
        for (var n = 0; n < sweep.Options.Members; n++)
        {
            var member = Member(n);
            new GroupTraining(sweep).Train([member], keepsWeights, cancellationToken);
            left -= member.Trained!.Curve.Count;
            yield return member.Trained;
            if (!member.Trained.IsFinite)
                break;
        }

        if (left > 0)
            sweep.EpochDone(left);
    }

    private MemberTraining Member(int member) => new(key, fold, member, spec, () => Plan(member), state, sweep);

    private TrainingPlan<float> Plan(int member) => new(
        spec,
        key.Steps,
        new TrainingSpec(
            sweep.Options.Epochs,
            sweep.Options.BatchSize,
            sweep.Options.Optimizer,
            new Loss(sweep.Options.Loss, Scaling.Centre, Scaling.Spread)),
        _inputs ??= Inputs(),
        Label(fold.Training),
        Label(fold.Validation),
        RngOf(member),
        sweep.ThreadsPerNetwork);

    private ClipSet<float> Inputs()
    {
        var clips = InputScaling is null ? user.Clips : user.Clips.Standardized(InputScaling);
        if (sweep.Options.Encoder == 0)
            return clips;
        (Encoder, _) = Autoencoder.Fit(
            clips, fold.TrainingSongs, sweep.Options.Encoder, fold.Part?.Inner is { } inner
                ? Rng.For(fold.Seed, InnerEncoderStream, key.User, fold.Index, inner)
                : Rng.For(fold.Seed, EncoderStream, key.User, fold.Index),
            sweep.ThreadsPerNetwork);
        return Encoder.Encode(clips);
    }

    /// <summary>Member 0 draws as a network alone does; shares of the songs begin as their fold does, inner folds each anew.</summary>
    private Rng RngOf(int member) => fold.Part?.Inner is { } inner
        ? Rng.For(fold.Seed, InnerStream, key.User, key.Layers, key.Steps, fold.Index, inner, member)
        : member == 0 ? Rng.For(fold.Seed, StreamName, key.User, key.Layers, key.Steps, fold.Index)
        : Rng.For(fold.Seed, StreamName, key.User, key.Layers, key.Steps, fold.Index, member);

    /// <summary>Of each epoch the mean over the members that reached it.</summary>
    private static CurvePoint[] MeanOf(IReadOnlyList<CurvePoint>[] curves) =>
        [.. Enumerable.Range(0, curves.Max(curve => curve.Count)).Select(epoch => curves.Where(curve => epoch < curve.Count).ToArray())
            .Select((reached, epoch) => new CurvePoint(
                epoch + 1, reached.Average(curve => curve[epoch].TrainMse), reached.Average(curve => curve[epoch].ValidationMse)))];

    private LabelledSamples Label(Sample[] samples) =>
        new(samples, Array.ConvertAll(samples, sample => Scaling.Scale(user.Plays[sample.Song])));
}
