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

    /// <summary>All pairs of one sound.</summary>
    /// <param name="prints">The songs.</param>
    public static IReadOnlyList<SoundPair> Find(IReadOnlyList<SoundPrint> prints)
    {
        var pairs = new List<SoundPair>();
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
}
