using PlayCount.Learning;

namespace PlayCount.Tests;

/// <summary>Made-up music: a second of one chord after the other, each with a timbre of its own.</summary>
internal static class MadeUpMusic
{
    public const int RateHz = 22_050, Seconds = 32;

    /// <summary>Mono samples, in [-1, 1].</summary>
    public static float[] Of(ulong seed)
    {
        const int Chord = RateHz, Partials = 12;
        var rng = new Rng(seed);
        var song = new float[Seconds * RateHz];
        for (var first = 0; first < song.Length; first += Chord)
        {
            for (var partial = 0; partial < Partials; partial++)
            {
                var (step, loud) = (2 * Math.PI * 60 * Math.Pow(2, 7 * rng.NextDouble()) / RateHz, 0.08 * rng.NextDouble());
                for (var i = first; i < Math.Min(first + Chord, song.Length); i++)
                    song[i] += (float)(loud * Math.Sin(step * i));
            }
        }

        for (var i = 0; i < song.Length; i++)
            song[i] += 0.002f * (float)rng.NextGaussian();
        return song;
    }
}
