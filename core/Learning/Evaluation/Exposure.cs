namespace PlayCount.Learning.Evaluation;

/// <summary>Whom a ranking puts forward: songs that few play, or those that all play anyway.</summary>
/// <remarks>
/// Songs of one score share their places: each takes an equal part of every place that they fill together, so that no order among
/// them is favoured, and so do songs of equal plays at the border of the least-played half. Source: exposure as in Singh and
/// Joachims, "Fairness of exposure in rankings", 2018; Gini's coefficient from mean differences.
/// </remarks>
public static class Exposure
{
    /// <summary>
    /// The share of the first k places that the least-played half of the songs takes: 1/k sum over songs of t[s] h[s]. t[s] is how
    /// much of the song stands within the first k places by score, h[s] how much of it belongs to the floor(n / 2) songs of fewest
    /// plays, both 0 to 1.
    /// </summary>
    /// <param name="scores">What ranks, the highest first; shape (songs).</param>
    /// <param name="popularity">Plays by others; shape (songs).</param>
    /// <param name="places">k, from 1 to the number of songs.</param>
    /// <returns>0 to 1; a ranking by chance has floor(n / 2) / n on average.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or <paramref name="places"/> is out of range.</exception>
    public static double LeastPlayedShare(ReadOnlySpan<double> scores, ReadOnlySpan<double> popularity, int places)
    {
        if (scores.Length != popularity.Length)
            throw new ArgumentException($"There are {scores.Length} scores and {popularity.Length} songs' plays; there must be as many.");
        if (places < 1 || places > scores.Length)
            throw new ArgumentException($"{places} places are out of range: 1 to {scores.Length}, the number of songs, are right.");
        var top = Within(scores, places, highestFirst: true);
        var half = Within(popularity, scores.Length / 2, highestFirst: false);
        return top.Zip(half, (placed, least) => placed * least).Sum() / places;
    }

    /// <summary>
    /// How much exposure each song gets: 1 / log2(place + 1) within the first k places, 0 after them, as NDCG discounts; songs of one
    /// score share that of their places.
    /// </summary>
    /// <param name="scores">What ranks, the highest first; shape (songs).</param>
    /// <param name="places">k, at least 1; more than there are songs: all of them.</param>
    /// <returns>Shape (songs).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="places"/> is below 1.</exception>
    public static double[] OfSongs(ReadOnlySpan<double> scores, int places)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(places, 1);
        var exposure = new double[scores.Length];
        foreach (var (first, songs) in Groups(scores, highestFirst: true))
        {
            var sum = 0.0;
            for (var place = first + 1; place <= Math.Min(first + songs.Length, places); place++)
                sum += 1 / Math.Log2(place + 1);
            foreach (var song in songs)
                exposure[song] = sum / songs.Length;
        }

        return exposure;
    }

    /// <summary>
    /// Gini's coefficient, sum over i and j of |x[i] - x[j]| / (2 n^2 mean): 0 where all get the same, up to 1 - 1/n where one gets all.
    /// </summary>
    /// <param name="amounts">None below 0; shape (n).</param>
    /// <returns>NaN where nobody gets anything.</returns>
    public static double Gini(ReadOnlySpan<double> amounts)
    {
        double[] sorted = [.. amounts];
        Array.Sort(sorted);
        double weighted = 0, sum = 0;
        for (var place = 0; place < sorted.Length; place++)
        {
            weighted += ((2 * (place + 1)) - sorted.Length - 1) * sorted[place]; // half of all differences that it takes part in
            sum += sorted[place];
        }

        return weighted / (sorted.Length * sum);
    }

    private static double[] Within(ReadOnlySpan<double> values, int places, bool highestFirst)
    {
        var within = new double[values.Length];
        foreach (var (first, songs) in Groups(values, highestFirst))
        {
            foreach (var song in songs)
                within[song] = Math.Clamp((double)(places - first) / songs.Length, 0, 1);
        }

        return within;
    }

    /// <summary>Songs of one value, with the number of songs before them.</summary>
    private static List<(int First, int[] Songs)> Groups(ReadOnlySpan<double> values, bool highestFirst)
    {
        double[] copy = [.. values];
        var groups = Enumerable.Range(0, copy.Length).GroupBy(song => copy[song]);
        var result = new List<(int, int[])>();
        var first = 0;
        foreach (var group in highestFirst ? groups.OrderByDescending(group => group.Key) : groups.OrderBy(group => group.Key))
        {
            result.Add((first, [.. group]));
            first += result[^1].Item2.Length;
        }

        return result;
    }
}
