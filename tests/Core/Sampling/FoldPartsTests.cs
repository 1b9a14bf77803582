using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Core.Tests.Sampling;

/// <summary>The training songs of a fold, parted again.</summary>
public sealed class FoldPartsTests
{
    private const int User = 3, Songs = 40;

    private static readonly int[] Clips = [.. Enumerable.Range(0, Songs).Select(song => 1 + (song * 7 % 11))]; // 1 to 11

    /// <summary>Three songs of one sound; 10 steps leave songs 4 and 15 of them out.</summary>
    private static readonly int[] Groups = [.. Enumerable.Range(0, Songs).Select(song => song is 4 or 9 or 15 ? 4 : song)];

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Inner_folds_hold_each_training_song_out_once_and_know_no_other_song(int steps)
    {
        Assert.All(Folds(steps, nested: true), fold =>
        {
            Assert.Equal(5, fold.Parts.Count);
            Assert.Equal(fold.TrainingSongs, fold.Parts.SelectMany(part => part.ValidationSongs).Order());
            Assert.All(fold.Parts, part =>
            {
                Assert.Equal(fold.TrainingSongs, part.TrainingSongs.Concat(part.ValidationSongs).Order());
                Assert.Equal(part.TrainingSongs, part.Training.Select(sample => sample.Song).Distinct());
                Assert.Equal(0, Leaks.Count([part], Groups));
            });
            Assert.Equal([1, 2, 3, 4, 5], fold.Parts.Select(part => part.Part!.Number));
            Assert.Equal(5, fold.Parts.Select(part => part.Key).Distinct().Count());
            Assert.All(fold.Parts, part => Assert.Equal((fold.Seed, fold.Index), (part.Seed, part.Index)));
        });
    }

    [Fact]
    public void A_song_has_the_same_inner_fold_whatever_the_steps()
    {
        var atOne = InnerOf(Folds(1, nested: true));

        Assert.All((int[])[2, 5, 9], steps => Assert.All(
            InnerOf(Folds(steps, nested: true)), song => Assert.Equal(atOne[song.Key], song.Value)));
    }

    [Fact]
    public void Inner_folds_leave_one_out_where_a_fold_trains_on_fewer_than_20()
    {
        var folds = Options(nested: true).FoldsOf(User, Enumerable.Repeat(2, 22).ToArray(), [.. Enumerable.Range(0, 22)], steps: 1);

        Assert.Equal([17, 17, 18, 18, 18], folds.Select(fold => fold.Parts.Count));
        Assert.All(folds.SelectMany(fold => fold.Parts), part => Assert.Single(part.ValidationSongs));
    }

    [Fact]
    public void Shares_count_songs_and_each_holds_those_of_the_smaller_ones()
    {
        Assert.All(Folds(1, shares: [0.001, 0.25, 0.5, 0.75], groups: [.. Enumerable.Range(0, Songs)]), fold =>
        {
            Assert.Equal([1, 8, 16, 24], fold.Parts.Select(part => part.TrainingSongs.Length)); // of 32
            Assert.All(fold.Parts.Zip(fold.Parts.Skip(1)), pair => Assert.Subset(
                pair.Second.TrainingSongs.ToHashSet(), pair.First.TrainingSongs.ToHashSet()));
            Assert.All(fold.Parts, part =>
            {
                Assert.Subset(fold.TrainingSongs.ToHashSet(), part.TrainingSongs.ToHashSet());
                Assert.Equal(part.TrainingSongs, part.Training.Select(sample => sample.Song).Distinct());
                Assert.Equal(fold.Validation, part.Validation);
            });
        });
    }

    [Fact]
    public void Songs_of_one_sound_are_in_a_share_together_or_not_at_all()
    {
        double[] all = [.. Enumerable.Range(1, 19).Select(twentieth => twentieth / 20.0)];

        Assert.All(Folds(1, shares: all), fold => Assert.All(fold.Parts, part =>
            Assert.Contains(part.TrainingSongs.Count(song => Groups[song] == 4), (int[])[0, 3])));
    }

    /// <summary>A network of more steps lacks songs; of those that it has, it learns first from the ones that others do.</summary>
    [Fact]
    public void Songs_come_in_one_order_whatever_the_steps()
    {
        double[] all = [.. Enumerable.Range(1, 39).Select(fortieth => fortieth / 40.0)];
        foreach (var (one, five) in Folds(1, shares: all).Zip(Folds(5, shares: all)))
        {
            var (ofOne, ofFive) = (Order(one), Order(five));
            Assert.Equal(ofOne.Where(ofFive.Contains), ofFive.Where(ofOne.Contains));
        }

        static int[] Order(Fold fold) => [.. fold.Parts.Aggregate(
            (Known: new HashSet<int>(), Order: new List<int>()),
            (so, part) =>
            {
                so.Order.AddRange(part.TrainingSongs.Where(so.Known.Add));
                return so;
            }).Order.Where(song => Groups[song] != 4)];
    }

    [Fact]
    public void Only_the_first_seed_s_folds_have_parts_and_none_where_none_are_asked_for()
    {
        var options = Options(nested: true, [0.5]) with { Seeds = 2, Seed = 8 };

        var folds = options.FoldsOf(User, Clips, Groups, steps: 1);

        Assert.Equal([6, 0], folds.GroupBy(fold => fold.Seed).Select(seed => seed.Max(fold => fold.Parts.Count)));
        Assert.All(Folds(1), fold => Assert.Empty(fold.Parts));
        Assert.NotEqual(
            InnerOf(folds.Where(fold => fold.Seed == 8)),
            InnerOf((options with { Seed = 9 }).FoldsOf(User, Clips, Groups, steps: 1).Where(fold => fold.Seed == 9)));
    }

    private static SweepOptions Options(bool nested = false, double[]? shares = null) => new()
    {
        Networks = [new NetworkLayers([new LstmSpec(1)], [new DenseSpec(1)])],
        Steps = [1],
        Nested = nested,
        SongShares = shares,
    };

    private static IReadOnlyList<Fold> Folds(int steps, bool nested = false, double[]? shares = null, int[]? groups = null) =>
        Options(nested, shares).FoldsOf(User, Clips, groups ?? Groups, steps);

    private static Dictionary<(int Fold, int Song), int> InnerOf(IEnumerable<Fold> folds) =>
        (from fold in folds
         from part in fold.Parts
         where part.Part?.Inner is not null
         from song in part.ValidationSongs
         select (Key: (fold.Index, song), Inner: part.Part!.Inner!.Value)).ToDictionary(song => song.Key, song => song.Inner);
}
