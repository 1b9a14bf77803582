namespace PlayCount.Segmentation.Cutting;

/// <summary>
/// The last experiment's segmenter, so that its audio folder is listed once and not once a song. A resumed experiment lists it again:
/// somebody may have added what was missing.
/// </summary>
internal sealed class SegmenterCache
{
    private readonly Lock _turn = new();
    private (string Experiment, int Round) _key;
    private SongSegmenter? _segmenter;

    public SongSegmenter Of(string experiment, int round, Func<SongSegmenter> make)
    {
        lock (_turn)
        {
            if (_segmenter is null || _key != (experiment, round))
                (_segmenter, _key) = (make(), (experiment, round));
            return _segmenter;
        }
    }
}
