using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Engines;
using PlayCount.Training.Loading;
using PlayCount.Training.Storing;

namespace PlayCount.Training.Sweeping;

/// <summary>Trains and scores one network of one user: every fold, then, if it is kept, the model.</summary>
internal sealed class NetworkTraining(
    NetworkKey key,
    NetworkSpec spec,
    UserData user,
    IReadOnlyList<Fold> folds,
    FoldBaselines baselines,
    SweepState state,
    SweepContext sweep)
{
    public NetworkKey Key => key;

    /// <summary>Epochs of all folds and their parts; the training on all songs comes on top.</summary>
    public long Epochs => folds.Sum(fold => 1 + fold.Parts.Count) * FoldEpochs;

    private IEnumerable<Fold> AllFolds => folds.SelectMany(fold => fold.Parts.Prepend(fold));

    private long FoldEpochs => (long)sweep.Options.Epochs * sweep.Options.Members;

    /// <summary>Trains what is not trained yet and scores it.</summary>
    public NetworkOutcome Run(CancellationToken cancellationToken)
    {
        if (state.FindNetwork(key) is { } known)
        {
            sweep.EpochDone(Epochs);
            return known;
        }

        FoldGroups.Train([this], sweep, cancellationToken);
        var (outcomes, parts) = (new List<FoldOutcome>(), new List<FoldOutcome>());
        foreach (var fold in folds)
        {
            outcomes.Add(RunFold(fold, cancellationToken));
            if (outcomes[^1].IsFinite)
            {
                parts.AddRange(fold.Parts.Select(part => RunFold(part, cancellationToken)));
                continue;
            }

            var untold = AllFolds.Count(each => !sweep.IsTrained(key, each.Key));
            sweep.EpochDone((untold - (outcomes.Count + parts.Count)) * FoldEpochs);
            break;
        }

        var outcome = new NetworkScoring(key, user, folds, baselines, sweep.Options).Score(outcomes, parts);
        state.Save(key, outcome);
        return outcome;
    }

    /// <summary>The folds, and parts of these, that are not trained yet.</summary>
    public IEnumerable<FoldTraining> Missing() => state.FindNetwork(key) is not null ? []
        : AllFolds.Where(fold => state.FindFold(key, fold.Key) is null)
            .Select(fold => new FoldTraining(key, spec, user, fold, state, sweep));

    /// <summary>Writes the model: under <c>sound</c> trained on all the user's songs, else the network that was scored.</summary>
    /// <param name="outcome">What its folds gave.</param>
    /// <param name="evaluation">Has the verdict on the listener, which the card tells.</param>
    /// <param name="cancellationToken">Stops after an epoch.</param>
    /// <returns>The outcome, which now tells whether there is a model: training on all songs may diverge where no fold did.</returns>
    public NetworkOutcome KeepModel(NetworkOutcome outcome, StudyEvaluation evaluation, CancellationToken cancellationToken)
    {
        var kept = outcome with { Result = outcome.Result with { HasModel = true } };
        var all = ModelFold();
        var training = new FoldTraining(key, spec, user, all, state, sweep);
        var card = Card(kept.Result, evaluation.Listeners.First(listener => listener.User == key.User), training, all);
        if (sweep.Models.Has(key, card))
        {
            sweep.EpochDone(FoldEpochs);
            return kept;
        }

        sweep.Models.Delete(key);
        TrainedMember[] members = [.. training.Members(cancellationToken)];
        var isFinite = members.Length == sweep.Options.Members && members.All(member =>
            member.IsFinite && member.Weights.Span.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) < 0);
        if (isFinite)
        {
            sweep.Models.SaveWeights(key, spec, [.. members.Select(member => member.Weights)], training.Encoder);
            sweep.Models.SaveCard(key, card with { Engine = EngineNames.Of(members.Select(member => member.Engine)) });
        }

        state.DropCheckpoints(key, all.Key);
        return isFinite ? kept : outcome;
    }

    /// <summary>
    /// Under <c>paper-*</c> the scored network itself, of several seeds the first, is the model; training it once more from the same seed
    /// gives the same bits and spares keeping the weights of every network until the best is known.
    /// </summary>
    private Fold ModelFold()
    {
        if (sweep.Options.Split != SplitKind.Sound)
            return folds[0];
        var samples = SampleBuilder.Build(user.ClipsPerSong, key.Steps, sweep.Options.ShortSongs);
        return new Fold(FoldTraining.AllSongs, [.. samples.Select(s => s.Song).Distinct()], [], samples, [])
        {
            Seed = sweep.Options.Seed,
        };
    }

    private FoldOutcome RunFold(Fold fold, CancellationToken cancellationToken)
    {
        if (state.FindFold(key, fold.Key) is { } known)
        {
            sweep.EpochDone(sweep.IsTrained(key, fold.Key) ? 0 : FoldEpochs);
            return known;
        }

        var outcome = new FoldTraining(key, spec, user, fold, state, sweep).Run(cancellationToken);
        state.Save(key, outcome);
        return outcome;
    }

    private ModelCard Card(NetworkResult result, ListenerSkill skill, FoldTraining training, Fold fold) => new(
        ModelCard.CurrentFormat,
        key.User,
        user.User.Value,
        key.Steps,
        spec,
        sweep.FrontEnd,
        training.InputScaling,
        training.Scaling,
        new TrainedOn(fold.TrainingSongs.Length, fold.Training.Length, user.Fingerprint),
        sweep.Options,
        result,
        WeightsSha256: "",
        skill,
        sweep.Options.Encoder == 0 ? null : new EncoderSpec(user.Clips.Inputs, sweep.Options.Encoder),
        sweep.Engines.Current.Name);
}
