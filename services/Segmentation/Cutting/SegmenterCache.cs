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
    private readonly List<((string Experiment, int Round) Key, SongSegmenter Segmenter)> _kept = []; // the one asked for last at the end

    public SongSegmenter Of(string experiment, int round, Func<SongSegmenter> make)
    {
        lock (_turn)
        {
            var at = _kept.FindIndex(kept => kept.Key == (experiment, round));
            ((string, int) Key, SongSegmenter Segmenter) found = at >= 0 ? _kept[at] : ((experiment, round), make());
            if (at >= 0)
                _kept.RemoveAt(at);
            else if (_kept.Count == Most)
                _kept.RemoveAt(0);
            _kept.Add(found);
            return found.Segmenter;
        }
    }
}
