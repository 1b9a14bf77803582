using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

/// <summary>Made-up listeners: normal plays of deviation 1 in five folds.</summary>
internal static class Simulated
{
    public const int Folds = 5;

    /// <summary>Estimates that are the mean of the other folds and something made of the song's play (less its mean) and noise.</summary>
    public static CommonSongs Songs(int songs, Rng rng, int networks, Func<double, double, double> estimate)
    {
        double[] plays = [.. Enumerable.Range(0, songs).Select(_ => 10 + rng.NextGaussian())];
        return Of(plays, [.. Enumerable.Range(0, networks).Select(_ =>
            plays.Select((play, song) => Mean(plays, song) + estimate(play - 10, rng.NextGaussian())).ToArray())]);
    }

    public static CommonSongs Of(double[] plays, params double[][] networks) => CommonSongs.Of(networks.Select(estimates =>
        (IReadOnlyList<HeldOutSong>)[.. plays.Select((play, song) =>
            new HeldOutSong(song, song % Folds, 1, play, estimates[song], Mean(plays, song), play, estimates[song], Mean(plays, song)))]));

    /// <summary>Mean of the songs outside a song's fold; of all, where there are none.</summary>
    public static double Mean(double[] plays, int song) =>
        plays.Where((_, other) => other % Folds != song % Folds).DefaultIfEmpty(plays[song]).Average();
}
