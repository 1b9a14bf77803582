namespace PlayCount.Learning.Evaluation;

/// <summary>A held-out song as it is heard sample by sample.</summary>
/// <param name="Scaled">True plays in the scaled units of the song's fold.</param>
/// <param name="MeanScaled">Mean of the fold's training songs in the same units.</param>
/// <param name="Estimates">The network's estimate of each sample, from the song's start; shape (samples), at least one.</param>
public sealed record HeardSong(double Scaled, double MeanScaled, IReadOnlyList<double> Estimates);

/// <summary>The error of what was heard so far.</summary>
/// <param name="Samples">Samples heard of each song, from its start: k.</param>
/// <param name="Songs">Songs, the same at every point of a curve.</param>
/// <param name="Mse">Squared error of the mean of the first k estimates, mean over the songs, in squared scaled units.</param>
/// <param name="ConstantMse">The same of the training mean, which hears nothing.</param>
public sealed record HeardPoint(int Samples, int Songs, double Mse, double ConstantMse);

/// <summary>How the error of held-out songs falls while they are heard.</summary>
/// <remarks>
/// After k samples the estimate of a song s of plays y is the mean of its first k estimates, and the error is
/// E(k) = 1/n sum over s of ((e[s,1] + ... + e[s,k]) / k - y[s])^2. All points are over the same n songs, those of at least K samples,
/// where K is the largest number of samples that half of the songs reach: else longer songs, not more of them, would make the
/// difference. Source: the paper, section 3.3.2, wants estimates from a part of a song; the formula is ours.
/// </remarks>
public static class HeardError
{
    /// <summary>The points for 1, 2, ... K samples; none of no songs.</summary>
    /// <param name="songs">Held-out songs, each once.</param>
    public static IReadOnlyList<HeardPoint> Of(IReadOnlyList<HeardSong> songs)
    {
        ArgumentNullException.ThrowIfNull(songs);
        if (songs.Count == 0)
            return [];
        var most = songs.Select(song => song.Estimates.Count).OrderDescending().ElementAt((songs.Count - 1) / 2);
        HeardSong[] heard = [.. songs.Where(song => song.Estimates.Count >= most)];
        var constant = heard.Average(song => Squared(song.MeanScaled - song.Scaled));
        return [.. Enumerable.Range(1, most).Select(samples => new HeardPoint(
            samples,
            heard.Length,
            heard.Average(song => Squared(song.Estimates.Take(samples).Average() - song.Scaled)),
            constant))];
    }

    private static double Squared(double value) => value * value;
}
