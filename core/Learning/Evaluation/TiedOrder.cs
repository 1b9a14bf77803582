namespace PlayCount.Learning.Evaluation;

/// <summary>The ascending order of a list, with its groups of equal numbers.</summary>
internal sealed class TiedOrder
{
    private readonly int[] _order;
    private readonly int[] _groupOf;

    public TiedOrder(double[] values)
    {
        _order = [.. Enumerable.Range(0, values.Length).OrderBy(song => values[song])];
        _groupOf = new int[values.Length];
        for (var place = 1; place < values.Length; place++)
        {
            var (song, before) = (_order[place], _order[place - 1]);
            _groupOf[song] = _groupOf[before] + (values[song] == values[before] ? 0 : 1);
        }

        Groups = values.Length == 0 ? 0 : _groupOf[_order[^1]] + 1;
    }

    /// <summary>How many different numbers there are.</summary>
    public int Groups { get; }

    /// <summary>The song at a place of the order.</summary>
    public int SongAt(int place) => _order[place];

    /// <summary>The group of equals, from 0 for the least, that the song at a place of the order is in.</summary>
    public int GroupAt(int place) => _groupOf[_order[place]];

    /// <summary>The group of equals that a song is in.</summary>
    public int GroupOf(int song) => _groupOf[song];

    /// <summary>Fills in each song's rank from 1, equals sharing the mean of theirs.</summary>
    /// <returns>How many there are in all.</returns>
    public long MidRanks(ReadOnlySpan<int> times, double[] ranks)
    {
        long before = 0;
        for (var first = 0; first < _order.Length;)
        {
            var (last, inGroup) = Group(first, times);
            for (; first < last; first++)
                ranks[_order[first]] = before + (inGroup + 1) / 2.0;
            before += inGroup;
        }

        return before;
    }

    /// <summary>How many pairs are equal.</summary>
    public long TiedPairs(ReadOnlySpan<int> times)
    {
        long pairs = 0;
        for (var first = 0; first < _order.Length;)
        {
            (first, var inGroup) = Group(first, times);
            pairs += RankCorrelations.Pairs(inGroup);
        }

        return pairs;
    }

    /// <summary>The place after the group that begins at a place, and how many the group has.</summary>
    private (int After, long Count) Group(int first, ReadOnlySpan<int> times)
    {
        long count = 0;
        var place = first;
        for (; place < _order.Length && GroupAt(place) == GroupAt(first); place++)
            count += times[_order[place]];
        return (place, count);
    }
}
