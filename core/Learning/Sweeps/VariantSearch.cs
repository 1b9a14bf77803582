using System.Globalization;

namespace PlayCount.Learning.Sweeps;

/// <summary>One variant of a study.</summary>
/// <param name="Name">Its name, and that of its folder.</param>
/// <param name="Settings">The settings by which it differs from the study's, by name, as text.</param>
public sealed record StudyVariant(string Name, IReadOnlyDictionary<string, string> Settings);

/// <summary>Variants by search: each takes one of the values of each setting. They are named by their place: 001, 002, ...</summary>
public static class VariantSearch
{
    /// <summary>Most variants of a study.</summary>
    public const int Most = 999;

    private const int Stream = 0x53454152; // "SEAR": keeps these draws apart from all others

    /// <summary>Every combination, the last setting changing fastest.</summary>
    /// <param name="over">Each setting with its values.</param>
    /// <exception cref="ArgumentException">There are more than <see cref="Most"/>.</exception>
    public static IReadOnlyList<StudyVariant> Grid(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> over)
    {
        var count = Combinations(over);
        if (count > Most)
            throw new ArgumentException($"The grid has more than {Most} variants: take fewer values, or kind 'random'.");
        return Named(Enumerable.Range(0, (int)count).Select(place =>
        {
            var values = new int[over.Count];
            for (var setting = over.Count - 1; setting >= 0; setting--)
                (place, values[setting]) = Math.DivRem(place, over[setting].Value.Count);
            return values;
        }), over);
    }

    /// <summary>Some combinations, each at most once.</summary>
    /// <param name="over">Each setting with its values.</param>
    /// <param name="count">How many.</param>
    /// <param name="seed">The same seed draws the same.</param>
    /// <exception cref="ArgumentException">There are not so many.</exception>
    public static IReadOnlyList<StudyVariant> Random(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> over, int count, ulong seed)
    {
        var most = Math.Min(Combinations(over), Most);
        if (count < 1 || count > most)
            throw new ArgumentException($"{count} is no value for count: 1 to {most} are, for these values.");
        var rng = Rng.For(seed, Stream);
        var drawn = new List<int[]>();
        var known = new HashSet<string>();
        while (drawn.Count < count)
        {
            int[] values = [.. over.Select(setting => rng.NextInt(setting.Value.Count))];
            if (known.Add(string.Join(',', values)))
                drawn.Add(values);
        }

        return Named(drawn, over);
    }

    /// <summary>How many there are; above <see cref="Most"/> only that it is above.</summary>
    private static long Combinations(IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> over) =>
        over.Aggregate(1L, (product, setting) => Math.Min(product * setting.Value.Count, Most + 1L));

    private static StudyVariant[] Named(IEnumerable<int[]> combinations, IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> over) =>
        [.. combinations.Select((values, place) => new StudyVariant(
            (place + 1).ToString("000", CultureInfo.InvariantCulture),
            over.Zip(values, (setting, value) => KeyValuePair.Create(setting.Key, setting.Value[value])).ToDictionary()))];
}
