using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>Trains one network on one fold, from its last checkpoint if there is one.</summary>
internal sealed class FoldTraining(NetworkKey key, NetworkSpec spec, UserData user, Fold fold, SweepState state, SweepContext sweep)
{
    /// <summary>The fold number of the training on all songs, which makes the model.</summary>
    public const int AllSongs = -1;

    private const int StreamName = 0x4E455457; // "NETW": keeps these draws apart from those for splits and intervals
    private static readonly TimeSpan BetweenCheckpoints = TimeSpan.FromSeconds(60);

    /// <summary>Scaling of plays, fitted as the split says.</summary>
    public FittedScaling Scaling { get; } = user.FitScaling(
        sweep.Options.Scaling, Splitter.SongsToFitScaling(sweep.Options.Split, fold, user.Songs.Count));

    /// <summary>Scaling of inputs, or null where the front end wants none.</summary>
    public InputScaling? InputScaling { get; } = sweep.FrontEnd.Standardized ? InputScaling.Fit(user.Clips, fold.TrainingSongs) : null;

    /// <summary>Trains to the end or to the first error that is not finite.</summary>
    /// <param name="cancellationToken">Stops after an epoch, leaving a checkpoint.</param>
    /// <returns>Curve and estimates, and the trained network.</returns>
    public (FoldOutcome Outcome, Network<float> Network) Run(CancellationToken cancellationToken)
    {
        sweep.ReclaimMemory();
        var clips = InputScaling is null ? user.Clips : user.Clips.Standardized(InputScaling);
        var network = new Network<float>(spec, sweep.ThreadsPerNetwork);
        var training = new TrainingSpec(
            sweep.Options.Epochs, sweep.Options.BatchSize, sweep.Options.Optimizer, new Loss(
                sweep.Options.Loss, Scaling.Centre, Scaling.Spread));
        var rng = Rng.For(fold.Seed, StreamName, key.User, key.Layers, key.Steps, fold.Index);
        var trainer = new Trainer<float>(network, key.Steps, training, clips, Label(fold.Training), Label(fold.Validation), rng);
        var curve = Resume(trainer);
        var checkpointed = sweep.Time.GetTimestamp();
        foreach (var epoch in trainer.Run())
        {
            curve.Add(new CurvePoint(epoch.Epoch, epoch.TrainMse, epoch.ValidationMse));
            sweep.EpochDone(new TrainedEpoch(key, fold.Index, curve[^1]));
            if (!epoch.IsFinite(fold.Validation.Length > 0))
                return (new FoldOutcome(fold.Seed, fold.Index, curve, []), network);
            if (cancellationToken.IsCancellationRequested || sweep.Time.GetElapsedTime(checkpointed) >= BetweenCheckpoints)
            {
                state.Save(key, fold.Key, spec, trainer.Capture(), curve);
                checkpointed = sweep.Time.GetTimestamp();
                cancellationToken.ThrowIfCancellationRequested();
            }
        }

        return (new FoldOutcome(fold.Seed, fold.Index, curve, trainer.Estimate(fold.Validation)), network);
    }

    private List<CurvePoint> Resume(Trainer<float> trainer)
    {
        if (state.FindCheckpoint(key, fold.Key, spec) is not { } found)
            return [];
        trainer.Restore(found.State);
        sweep.EpochDone(found.Curve.Count);
        return [.. found.Curve];
    }

    private LabelledSamples Label(Sample[] samples) =>
        new(samples, Array.ConvertAll(samples, sample => Scaling.Scale(user.Plays[sample.Song])));
}
