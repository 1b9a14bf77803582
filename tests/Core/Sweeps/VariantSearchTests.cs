using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sweeps;

public sealed class VariantSearchTests
{
    private static readonly KeyValuePair<string, IReadOnlyList<string>>[] Over =
        [new("units", ["8", "16"]), new("dropout", ["0", "0.2", "0.4"])];

    [Fact]
    public void A_grid_has_every_combination_the_last_setting_changing_fastest()
    {
        var variants = VariantSearch.Grid(Over);

        Assert.Equal(["001", "002", "003", "004", "005", "006"], variants.Select(variant => variant.Name));
        Assert.Equal(
            ["8 0", "8 0.2", "8 0.4", "16 0", "16 0.2", "16 0.4"],
            variants.Select(variant => $"{variant.Settings["units"]} {variant.Settings["dropout"]}"));
    }

    [Fact]
    public void Random_draws_each_combination_at_most_once_and_the_same_for_a_seed()
    {
        var drawn = Drawn(5, seed: 3);

        Assert.Equal(5, drawn.Distinct().Count());
        Assert.Equal(drawn, Drawn(5, seed: 3));
        Assert.Contains(Enumerable.Range(4, 20), seed => !drawn.SequenceEqual(Drawn(5, (ulong)seed)));
        Assert.Equal(6, Drawn(6, seed: 3).Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void Random_is_refused_where_there_are_not_so_many(int count)
    {
        var refusal = Assert.Throws<ArgumentException>(() => VariantSearch.Random(Over, count, seed: 1));

        Assert.Equal($"{count} is no value for count: 1 to 6 are, for these values.", refusal.Message);
    }

    [Fact]
    public void A_grid_too_large_is_refused_whatever_its_size()
    {
        string[] values = [.. Enumerable.Range(1, 100_000).Select(value => $"{value}")];
        KeyValuePair<string, IReadOnlyList<string>>[] over = [.. Enumerable.Range(0, 9).Select(
            place => new KeyValuePair<string, IReadOnlyList<string>>($"setting{place}", values))];

        var refusal = Assert.Throws<ArgumentException>(() => VariantSearch.Grid(over));

        Assert.Equal("The grid has more than 999 variants: take fewer values, or kind 'random'.", refusal.Message);
    }

    private static string[] Drawn(int count, ulong seed) =>
        [.. VariantSearch.Random(Over, count, seed).Select(variant => $"{variant.Settings["units"]} {variant.Settings["dropout"]}")];
}
