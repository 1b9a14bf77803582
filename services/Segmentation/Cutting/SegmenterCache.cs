namespace PlayCount.Segmentation.Cutting;

/// <summary>
/// The segmenters of the experiments asked for last, so that an audio folder is listed once and not once a song, with the songs of several
/// experiments in turn too. A resumed experiment lists it again: somebody may have added what was missing.
/// </summary>
internal sealed class SegmenterCache
{
    /// <summary>Segmenters that are kept.</summary>
    public const int Most = 8;

    private readonly Lock _turn = new();
    // The one asked for last at the end.
    private readonly List<((string Experiment, int Round) Key, Lazy<SongSegmenter> Segmenter)> _kept = [];

    /// <summary>
    /// An experiment's segmenter. It is made once for all who ask meanwhile, and they alone wait for it; where that fails, it is made anew
    /// for who asks later.
    /// </summary>
    public SongSegmenter Of(string experiment, int round, Func<SongSegmenter> make)
    {
        var segmenter = Find((experiment, round), make);
        try
        {
            return segmenter.Value;
        }
        catch
        {
            lock (_turn)
                _kept.RemoveAll(kept => kept.Segmenter == segmenter);
            throw;
        }
    }

    private Lazy<SongSegmenter> Find((string Experiment, int Round) key, Func<SongSegmenter> make)
    {
        lock (_turn)
        {
            var at = _kept.FindIndex(kept => kept.Key == key);
            var segmenter = at >= 0 ? _kept[at].Segmenter : new Lazy<SongSegmenter>(make);
            if (at >= 0)
                _kept.RemoveAt(at);
            else if (_kept.Count == Most)
                _kept.RemoveAt(0);
            _kept.Add((key, segmenter));
            return segmenter;
        }
    }
}
