namespace PlayCount.Learning.Evaluation;

/// <summary>How good a network must be for the permutation test to find it.</summary>
/// <remarks>
/// By simulation: one more network is planted among the listener's, whose estimates are calibrated (y given the estimate is the estimate
/// on average) and have R2 = r, that is constant + r (y - mean) + sqrt(r (1 - r)) s e, with s the deviation of the plays and e standard
/// normal. The plays are the listener's own, so that heavy tails count. Its R2 is tested as <see cref="SkillByChance"/> tests the best
/// network's, at the level that the strictest step of Holm's procedure leaves for one listener.
/// </remarks>
internal sealed class DetectableSkill
{
    /// <summary>How often the planted network must be found.</summary>
    public const double Power = 0.8;

    private const int Trials = 200;
    private const double Step = 0.02; // of R2

    private readonly CommonSongs _songs;
    private readonly double[] _r2, _loudness;
    private readonly Planted[] _trials;

    private DetectableSkill(CommonSongs songs, Rng rng)
    {
        _songs = songs;
        _r2 = [.. Enumerable.Range(1, (int)Math.Round(1 / Step) - 1).Select(step => step * Step)];
        _loudness = [.. _r2.Select(r2 => Math.Sqrt(r2 * (1 - r2)))];
        var mean = Baselines.Average(songs.Plays);
        double[] centred = [.. songs.Plays.Select(plays => plays - mean)];
        var deviation = Math.Sqrt(FixedOrder.Dot(centred, centred) / songs.Count);
        _trials = [.. Enumerable.Range(0, Trials).Select(
            _ => new Planted(this, centred, [.. centred.Select(_ => deviation * rng.NextGaussian())]))];
    }

    /// <summary>The smallest R2, in steps of 0.02, that is found in at least 80 of 100 cases.</summary>
    /// <param name="songs">The listener's common songs.</param>
    /// <param name="level">The listener's level.</param>
    /// <param name="deals">How often plays are dealt out anew, as in the test.</param>
    /// <param name="rng">Noise and deals.</param>
    /// <returns>Null where none is.</returns>
    public static double? Of(CommonSongs songs, double level, int deals, Rng rng)
    {
        if (!SkillByChance.CanTest(songs))
            return null;
        var chance = new SkillByChance(songs);
        var planted = new DetectableSkill(songs, rng);
        foreach (var trial in planted._trials)
            trial.Observe(chance.Dealt);
        for (var deal = 0; deal < deals; deal++)
        {
            var others = chance.Next(rng);
            var dealtOnPlays = FixedOrder.Dot(chance.Dealt, songs.Plays);
            foreach (var trial in planted._trials)
                trial.Compare(others, chance.Dealt, dealtOnPlays);
        }

        var most = (int)Math.Floor(level * (1 + deals)) - 1;
        for (var place = 0; place < planted._r2.Length; place++)
        {
            if (planted._trials.Count(trial => trial.AsGood[place] <= most) >= Power * Trials)
                return planted._r2[place];
        }

        return null;
    }

    /// <summary>One draw of noise, for every R2 at once.</summary>
    private sealed class Planted(DetectableSkill test, double[] centred, double[] noise)
    {
        private readonly double[] _observed = new double[test._r2.Length], _means = new double[test._r2.Length];

        /// <summary>In how many deals chance did as well; shape (R2).</summary>
        public int[] AsGood { get; } = new int[test._r2.Length];

        public void Observe(ReadOnlySpan<double> plays)
        {
            var (onPlays, onNoise) = (FixedOrder.Dot(plays, test._songs.Plays), FixedOrder.Dot(plays, noise));
            var estimates = new double[centred.Length];
            for (var place = 0; place < _observed.Length; place++)
            {
                var (signal, loudness) = Parts(place);
                for (var song = 0; song < estimates.Length; song++)
                    estimates[song] = test._songs.Constant[song] + signal * centred[song] + loudness * noise[song];
                _observed[place] = 1 - test._songs.Errors(estimates).Sum() / test._songs.ConstantError;
                _means[place] = _observed[place] - 2 / test._songs.ConstantError * (signal * onPlays + loudness * onNoise);
            }
        }

        public void Compare(double others, ReadOnlySpan<double> dealt, double dealtOnPlays)
        {
            var onNoise = FixedOrder.Dot(dealt, noise);
            for (var place = 0; place < _observed.Length; place++)
            {
                var (signal, loudness) = Parts(place);
                var own = _means[place] + SkillByChance.Widened / test._songs.ConstantError * (signal * dealtOnPlays + loudness * onNoise);
                AsGood[place] += Math.Max(own, others) >= _observed[place] ? 1 : 0;
            }
        }

        private (double Signal, double Loudness) Parts(int place) => (test._r2[place], test._loudness[place]);
    }
}
