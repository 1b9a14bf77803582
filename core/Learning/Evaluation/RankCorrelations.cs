namespace PlayCount.Learning.Evaluation;

/// <summary>Spearman's and Kendall's correlation of two lists, songs counting as often as they are drawn.</summary>
/// <remarks>
/// The lists are put in order once; what a draw of songs gives is then computed from how often each is in it. Source: Kendall, "The
/// treatment of ties in ranking problems", 1945 (tau-b); Spearman's rho is Pearson's correlation of mid-ranks. NaN where all of one list
/// are equal.
/// </remarks>
internal sealed class RankCorrelations
{
    private readonly TiedOrder _left, _right;
    private readonly double[] _leftRanks, _rightRanks;
    private readonly long[] _tree;

    /// <param name="left">Shape (songs).</param>
    /// <param name="right">Shape (songs).</param>
    public RankCorrelations(double[] left, double[] right)
    {
        (_left, _right) = (new TiedOrder(left), new TiedOrder(right));
        (_leftRanks, _rightRanks) = (new double[left.Length], new double[right.Length]);
        _tree = new long[_right.Groups + 1];
    }

    /// <summary>Pearson's correlation of the mid-ranks, in [-1, 1].</summary>
    /// <param name="times">How often each song counts; shape (songs).</param>
    public double Spearman(ReadOnlySpan<int> times)
    {
        var total = _left.MidRanks(times, _leftRanks);
        _right.MidRanks(times, _rightRanks);
        var centre = (total + 1) / 2.0;
        double both = 0, left = 0, right = 0;
        for (var song = 0; song < times.Length; song++)
        {
            var (x, y) = (_leftRanks[song] - centre, _rightRanks[song] - centre);
            both += times[song] * x * y;
            left += times[song] * x * x;
            right += times[song] * y * y;
        }

        return both / Math.Sqrt(left * right);
    }

    /// <summary>Pairs in the same order less pairs in opposite orders, over the geometric mean of the pairs that either list does not
    /// tie.</summary>
    /// <param name="times">How often each song counts; shape (songs).</param>
    public double Kendall(ReadOnlySpan<int> times)
    {
        Array.Clear(_tree);
        long below = 0, balance = 0, leftTies = 0;
        for (var first = 0; first < times.Length;)
        {
            var last = first;
            long inGroup = 0;
            for (; last < times.Length && _left.GroupAt(last) == _left.GroupAt(first); last++)
            {
                var song = _left.SongAt(last);
                var group = _right.GroupOf(song);
                var lower = SumTo(group - 1);
                balance += times[song] * (lower - (below - lower - Sum(group)));
                inGroup += times[song];
            }

            for (; first < last; first++)
                Add(_right.GroupOf(_left.SongAt(first)), times[_left.SongAt(first)]);
            below += inGroup;
            leftTies += Pairs(inGroup);
        }

        var pairs = Pairs(below);
        return balance / Math.Sqrt((double)(pairs - leftTies) * (pairs - _right.TiedPairs(times)));
    }

    private long Sum(int group) => SumTo(group) - SumTo(group - 1);

    // A binary indexed tree over the right list's groups of equals: sums and additions in the logarithm of their number.
    private long SumTo(int group)
    {
        long sum = 0;
        for (var node = group + 1; node > 0; node -= node & -node)
            sum += _tree[node];
        return sum;
    }

    private void Add(int group, int times)
    {
        for (var node = group + 1; node < _tree.Length; node += node & -node)
            _tree[node] += times;
    }

    internal static long Pairs(long items) => items * (items - 1) / 2;
}
