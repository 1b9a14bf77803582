namespace PlayCount.Cli.Sampling;

/// <summary>What <c>playcount sample</c> was asked for.</summary>
/// <param name="Songs">Songs with audio, 12 to 20,000; default 240 (159 MB).</param>
/// <param name="Users">Listeners whose plays are planted, 2 to 50; default 5.</param>
/// <param name="Seed">Same seed, same bytes; default 1.</param>
/// <param name="OrderShare">Share of the signal that only the order of the clips tells, 0 to 1; default 0.5.</param>
/// <param name="ShuffleClips">Whether each song's clips are put in random order after planting.</param>
internal sealed record SampleRequest(
    int Songs = SampleRequest.UsualSongs,
    int Users = SampleRequest.UsualUsers,
    long Seed = SampleRequest.UsualSeed,
    double OrderShare = SampleRequest.UsualOrderShare,
    bool ShuffleClips = false)
{
    public const int UsualSongs = 240;
    public const int LeastSongs = 12;
    public const int MostSongs = 20_000;
    public const int UsualUsers = 5;
    public const int LeastUsers = 2;
    public const int MostUsers = 50;
    public const long UsualSeed = 1;
    public const double UsualOrderShare = 0.5;
}
