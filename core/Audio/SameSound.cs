using MathNet.Numerics.LinearAlgebra;

namespace PlayCount.Audio;

/// <summary>Two songs of one sound.</summary>
/// <param name="First">Place of the one.</param>
/// <param name="Second">Place of the other, later in the list.</param>
/// <param name="IsExact">Whether every number is the same, and not only the movement.</param>
/// <param name="Likeness">As <see cref="SoundPrint.LikenessTo"/> tells; 1 where they are the same.</param>
public sealed record SoundPair(int First, int Second, bool IsExact, double Likeness);

/// <summary>Finds songs of one sound under several ids.</summary>
public static class SameSound
{
    /// <summary>
    /// Songs at least so alike are one sound: between the 0.81 and more of one piece stored twice and the 0.72 and less of two pieces that
    /// docs/evidence.md tells of.
    /// </summary>
    public const double Threshold = 0.78;

    /// <summary>A direction that takes more of all songs' movement is common to them, as in music made by one rule: 0.5 of it; of the
    /// pieces that docs/evidence.md tells of, none takes so much.</summary>
    public const double CommonShare = 0.5;

    private const int MostCommon = 4;

    /// <summary>All pairs of one sound.</summary>
    /// <param name="songs">The songs.</param>
    public static IReadOnlyList<SoundPair> Find(IReadOnlyList<SoundPrint> songs)
    {
        var pairs = new List<SoundPair>();
        var prints = WithoutCommonMovement(songs);
        for (var first = 0; first < prints.Count; first++)
        {
            for (var second = first + 1; second < prints.Count; second++)
            {
                var isExact = prints[first].IsSameAs(prints[second]);
                var likeness = isExact ? 1 : prints[first].LikenessTo(prints[second]);
                if (likeness >= Threshold)
                    pairs.Add(new SoundPair(first, second, isExact, likeness));
            }
        }

        return pairs;
    }

    /// <summary>A number for each song that it shares with all songs of its sound, and with theirs; shape (songs).</summary>
    /// <param name="prints">The songs.</param>
    public static int[] Groups(IReadOnlyList<SoundPrint> prints)
    {
        var group = Enumerable.Range(0, prints.Count).ToArray();
        foreach (var pair in Find(prints))
        {
            var (kept, gone) = (group[pair.First], group[pair.Second]);
            for (var song = 0; song < group.Length; song++)
                group[song] = group[song] == gone ? kept : group[song];
        }

        return group;
    }

    private static IReadOnlyList<SoundPrint> WithoutCommonMovement(IReadOnlyList<SoundPrint> prints)
    {
        for (var taken = 0; taken < MostCommon && CommonMovement(prints) is { } direction; taken++)
            prints = [.. prints.Select(print => print.Without(direction))];
        return prints;
    }

    /// <summary>The direction along which the songs move most, if it takes more than its share; shape (bands), of length 1.</summary>
    private static double[]? CommonMovement(IReadOnlyList<SoundPrint> prints)
    {
        var bands = prints.SelectMany(print => print.Spans).Select(span => span.Length).DefaultIfEmpty().Max();
        if (bands == 0)
            return null;
        var products = new double[bands, bands];
        foreach (var span in prints.SelectMany(print => print.Spans))
        {
            for (var i = 0; i < span.Length; i++)
            {
                for (var j = 0; j < span.Length; j++)
                    products[i, j] += (double)span[i] * span[j];
            }
        }

        var eigen = Matrix<double>.Build.DenseOfArray(products).Evd(Symmetricity.Symmetric);
        var values = eigen.EigenValues.Select(value => value.Real).ToArray();
        var most = Array.IndexOf(values, values.Max());
        return values[most] > CommonShare * values.Sum() ? eigen.EigenVectors.Column(most).ToArray() : null;
    }
}
