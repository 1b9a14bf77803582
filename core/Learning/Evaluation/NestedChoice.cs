namespace PlayCount.Learning.Evaluation;

/// <summary>An estimate of an inner fold: of a song that the outer fold trains on and the inner one holds out.</summary>
/// <param name="Song">The song, as an index into the listener's songs.</param>
/// <param name="Fold">The outer fold.</param>
/// <param name="Plays">True plays.</param>
/// <param name="EstimatePlays">Estimated plays; may be below 0.</param>
public readonly record struct InnerSong(int Song, int Fold, double Plays, double EstimatePlays);

/// <summary>The network that a fold chose by its inner folds.</summary>
/// <param name="Fold">The fold.</param>
/// <param name="Songs">Training songs of the fold that the choice is by: those that all networks were held out from.</param>
/// <param name="Layers">LSTM layers of the network.</param>
/// <param name="Steps">Its steps.</param>
public sealed record FoldChoice(int Fold, int Songs, int Layers, int Steps);

/// <summary>What a listener's networks are worth when each fold chooses one by its own training songs.</summary>
/// <param name="Songs">Common songs of the folds that chose.</param>
/// <param name="R2">1 - squared error of the chosen networks' outer estimates of these songs over that of the constant, in plays.</param>
/// <param name="Low">Lower end of the 95 % interval (BCa) over songs; null where most draws give no figure.</param>
/// <param name="High">Upper end.</param>
/// <param name="Folds">What each fold chose, by fold; one without common inner songs chooses nothing, and its songs do not count.</param>
public sealed record NestedSkill(int Songs, double R2, double? Low, double? High, IReadOnlyList<FoldChoice> Folds);

/// <summary>Chooses a listener's network anew in each fold, by inner folds of the fold's training songs alone.</summary>
/// <remarks>
/// Source: Varma and Simon, "Bias in error estimation when using cross-validation for model selection", 2006. The held-out songs take no
/// part in the choice, so that R2 is not flattered by it; the correction of <see cref="ChoiceCorrection"/> comes to the same end without
/// further training.
/// </remarks>
internal static class NestedChoice
{
    /// <summary>Chooses and scores.</summary>
    /// <param name="listener">The networks with their outer estimates of the common songs.</param>
    /// <param name="inner">Each network's inner estimates; a network that lacks a fold's is not chosen there.</param>
    /// <param name="rng">Draws of the interval.</param>
    /// <returns>Null where no fold chose, or the constant never errs.</returns>
    public static NestedSkill? Of(ComparedNetworks listener, IReadOnlyList<IReadOnlyList<InnerSong>> inner, Rng rng)
    {
        var songs = listener.Songs;
        ILookup<int, InnerSong>[] byFold = [.. inner.Select(network => network.ToLookup(song => song.Fold))];
        var chosen = songs.Songs.Select(song => song.Fold).Distinct().Select(fold => (Fold: fold, Choice: Choose(byFold, fold)))
            .Where(fold => fold.Choice is not null).ToDictionary(fold => fold.Fold, fold => fold.Choice!.Value);
        int[] scored = [.. Enumerable.Range(0, songs.Count).Where(place => chosen.ContainsKey(songs.Songs[place].Fold))];
        if (scored.Length == 0)
            return null;
        double[][] errors = [.. songs.Estimates.Select(songs.Errors)];
        double[] error = [.. scored.Select(place => errors[chosen[songs.Songs[place].Fold].Network][place])];
        var ofAll = songs.Errors(songs.Constant);
        double[] constant = [.. scored.Select(place => ofAll[place])];
        var (r2, low, high) = Bootstrap.Figures(scored.Length, 1, Bootstrap.Resamples, R2, rng)[0];
        return r2 is null ? null : new NestedSkill(scored.Length, r2.Value, low, high, [.. chosen.Select(fold => new FoldChoice(
            fold.Key, fold.Value.Songs, listener.Networks[fold.Value.Network].Layers, listener.Networks[fold.Value.Network].Steps))]);

        void R2(ReadOnlySpan<int> times, Span<double> figures)
        {
            double ofChosen = 0, ofConstant = 0;
            for (var place = 0; place < times.Length; place++)
                (ofChosen, ofConstant) = (ofChosen + (times[place] * error[place]), ofConstant + (times[place] * constant[place]));
            figures[0] = ofConstant > 0 ? 1 - (ofChosen / ofConstant) : double.NaN;
        }
    }

    /// <summary>
    /// The network of the lowest squared error in plays on the inner songs of all networks that have any, the first of equals.
    /// </summary>
    private static (int Network, int Songs)? Choose(ILookup<int, InnerSong>[] networks, int fold)
    {
        int[] able = [.. Enumerable.Range(0, networks.Length).Where(network => networks[network].Contains(fold))];
        var times = able.SelectMany(network => networks[network][fold]).CountBy(song => song.Song).ToDictionary();
        var common = times.Count(song => song.Value == able.Length);
        return common == 0 ? null : (able.MinBy(Error), common);

        double Error(int network) => networks[network][fold].Where(song => times[song.Song] == able.Length)
            .OrderBy(song => song.Song).Sum(song => (song.EstimatePlays - song.Plays) * (song.EstimatePlays - song.Plays));
    }
}
