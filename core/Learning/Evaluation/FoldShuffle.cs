namespace PlayCount.Learning.Evaluation;

/// <summary>The plays of a listener's songs, each less the mean of its fold, dealt out anew within each fold.</summary>
internal sealed class FoldShuffle
{
    private readonly int[] _folds;
    private readonly double[] _dealt;

    /// <param name="songs">By fold.</param>
    public FoldShuffle(CommonSongs songs)
    {
        _folds = songs.Folds;
        _dealt = [.. songs.Plays];
        var first = 0;
        foreach (var count in _folds)
        {
            var fold = _dealt.AsSpan(first, count);
            var mean = Baselines.Average(fold);
            foreach (ref var plays in fold)
                plays -= mean;
            first += count;
        }
    }

    /// <summary>Centred plays as they are dealt now, at first as they are; shape (songs).</summary>
    public ReadOnlySpan<double> Dealt => _dealt;

    /// <summary>Whether another deal can differ.</summary>
    public bool CanDiffer => _dealt.AsSpan().ContainsAnyExcept(0.0);

    public void Deal(Rng rng)
    {
        var first = 0;
        foreach (var count in _folds)
        {
            rng.Shuffle(_dealt.AsSpan(first, count));
            first += count;
        }
    }
}
