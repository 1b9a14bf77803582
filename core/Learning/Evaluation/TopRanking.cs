namespace PlayCount.Learning.Evaluation;

/// <summary>NDCG@k: how well the first k songs by estimate are chosen and ordered; 1 is the best order there is.</summary>
/// <remarks>
/// Gain is the plays, discount 1 / log2(place + 1), places from 1. Songs of equal estimate share the mean of their places' gain, so that
/// no order among them is favoured; the best order is that by plays. Source: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of
/// IR techniques", 2002, with the discount of Burges et al., 2005; ties as in McSherry and Najork, 2008.
/// </remarks>
internal sealed class TopRanking
{
    /// <summary>Songs that are looked at, unless there are fewer.</summary>
    public const int Places = 10;

    private readonly double[] _plays;
    private readonly TiedOrder _byEstimate, _byPlays;
    private readonly double[] _discounts = new double[Places + 1]; // of the first n places together

    public TopRanking(double[] estimates, double[] plays)
    {
        (_plays, _byEstimate, _byPlays) = (plays, new TiedOrder(estimates), new TiedOrder(plays));
        for (var place = 1; place <= Places; place++)
            _discounts[place] = _discounts[place - 1] + 1 / Math.Log2(place + 1);
    }

    /// <summary>The discounted gain over that of the best order; NaN where that is 0.</summary>
    /// <param name="times">How often each song counts; shape (songs).</param>
    public double Ndcg(ReadOnlySpan<int> times) => Gain(_byEstimate, times) / Gain(_byPlays, times);

    private double Gain(TiedOrder order, ReadOnlySpan<int> times)
    {
        var gain = 0.0;
        var places = 0;
        for (var last = times.Length - 1; last >= 0 && places < Places;)
        {
            var (plays, count, group) = (0.0, 0, order.GroupAt(last));
            for (; last >= 0 && order.GroupAt(last) == group; last--)
            {
                plays += times[order.SongAt(last)] * _plays[order.SongAt(last)];
                count += times[order.SongAt(last)];
            }

            if (count == 0)
                continue;
            var after = Math.Min(places + count, Places);
            gain += plays / count * (_discounts[after] - _discounts[places]);
            places = after;
        }

        return gain;
    }
}
