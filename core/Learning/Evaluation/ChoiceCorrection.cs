using PlayCount.Learning.Sampling;

namespace PlayCount.Learning.Evaluation;

/// <summary>The score of the best of many networks, corrected for the choosing.</summary>
/// <param name="R2">What the chosen network has on songs that did not choose it.</param>
/// <param name="Low">Lower end of the 95 % interval.</param>
/// <param name="High">Upper end.</param>
public sealed record CorrectedSkill(double R2, double Low, double High);

/// <summary>Bootstrap bias correction of the best network's R2.</summary>
/// <remarks>
/// Songs are drawn with replacement; the network with the lowest error on those drawn is scored on those not drawn, beside the constant.
/// R2 is 1 - mean error over mean error of the constant, over all draws; the interval holds the middle 95 % of the draws' own R2, and is
/// wide, as each is of about a third of the songs. Source: Tsamardinos, Greasidou and Borboudakis, "Bootstrapping the out-of-sample
/// predictions for efficient and accurate cross-validation", 2018 (BBC-CV).
/// </remarks>
internal static class ChoiceCorrection
{
    private const double Tail = 0.025; // of a two-sided 95 % interval

    /// <summary>Corrects by <see cref="Bootstrap.Resamples"/> draws.</summary>
    /// <returns>Null with fewer than 2 songs.</returns>
    public static CorrectedSkill? Of(CommonSongs songs, Rng rng)
    {
        if (songs.Count < 2 || songs.Estimates.Length == 0)
            return null;
        return Of([.. songs.Estimates.Select(songs.Errors)], songs.Errors(songs.Constant), Draws());

        IEnumerable<int[]> Draws()
        {
            var times = new int[songs.Count];
            for (var resample = 0; resample < Bootstrap.Resamples; resample++)
            {
                Array.Clear(times);
                for (var draw = 0; draw < times.Length; draw++)
                    times[rng.NextInt(times.Length)]++;
                yield return times;
            }
        }
    }

    /// <summary>Corrects by given draws.</summary>
    /// <param name="errors">Squared errors; shape (networks, songs).</param>
    /// <param name="constant">Squared errors of the constant; shape (songs).</param>
    /// <param name="draws">How often each song is drawn; shape (draws, songs). A draw of all songs scores none and is left out.</param>
    /// <returns>Null where no draw leaves a song on which the constant errs.</returns>
    internal static CorrectedSkill? Of(double[][] errors, double[] constant, IEnumerable<int[]> draws)
    {
        double error = 0, reference = 0;
        var r2 = new List<double>();
        foreach (var times in draws)
        {
            var left = times.Count(count => count == 0);
            if (left == 0)
                continue;
            var chosen = errors[Chosen(errors, times)];
            var (ofChosen, ofConstant) = (NotDrawn(chosen, times) / left, NotDrawn(constant, times) / left);
            (error, reference) = (error + ofChosen, reference + ofConstant);
            if (ofConstant > 0)
                r2.Add(1 - ofChosen / ofConstant);
        }

        r2.Sort();
        double[] sorted = [.. r2];
        return sorted.Length == 0 ? null : new CorrectedSkill(
            1 - error / reference, Quantiles.OfSorted(sorted, Tail), Quantiles.OfSorted(sorted, 1 - Tail));
    }

    /// <summary>The network of the lowest error on the songs drawn, the first of equals.</summary>
    private static int Chosen(double[][] errors, int[] times)
    {
        var (best, least) = (0, double.PositiveInfinity);
        for (var network = 0; network < errors.Length; network++)
        {
            var sum = 0.0;
            for (var song = 0; song < times.Length; song++)
                sum += times[song] * errors[network][song];
            if (sum < least)
                (best, least) = (network, sum);
        }

        return best;
    }

    private static double NotDrawn(double[] errors, int[] times)
    {
        var sum = 0.0;
        for (var song = 0; song < times.Length; song++)
            sum += times[song] == 0 ? errors[song] : 0;
        return sum;
    }
}
