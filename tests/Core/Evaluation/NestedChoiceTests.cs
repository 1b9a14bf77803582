using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

/// <summary>
/// Three networks and four songs of 1, 3, 5 and 11 plays, two a fold. The constants are 8 (mean of 5 and 11) and 2 (of 1 and 3), and err by
/// 49 + 25 + 9 + 81 = 164.
/// </summary>
public sealed class NestedChoiceTests
{
    private const double Rounding = 1e-12;

    private static readonly double[] Plays = [1, 3, 5, 11];

    /// <summary>Squared errors 1, 0, 0, 9; then 0, 4, 4, 0; then 1, 9, 25, 121.</summary>
    private static readonly double[][] Outer = [[2, 3, 5, 8], [1, 1, 7, 11], [0, 0, 0, 0]];

    /// <summary>Estimates of the songs that each fold trains on: of fold 0 the first network's are best, of fold 1 the second's.</summary>
    private static readonly InnerSong[][] Inner =
    [
        [new(2, 0, 5, 4), new(3, 0, 11, 11), new(0, 1, 1, 3), new(1, 1, 3, 3)], // errors 1; 4
        [new(2, 0, 5, 5), new(3, 0, 11, 9), new(0, 1, 1, 1), new(1, 1, 3, 4)], // 4; 1
        [new(2, 0, 5, 8), new(3, 0, 11, 11), new(0, 1, 1, 2), new(1, 1, 3, 4)], // 9; 2
    ];

    [Fact]
    public void Each_fold_scores_the_network_that_its_own_training_songs_choose()
    {
        var nested = Of(Inner)!;

        Assert.Equal([new FoldChoice(0, 2, 1, 7), new FoldChoice(1, 2, 2, 7)], nested.Folds);
        Assert.Equal(1 - ((1 + 0 + 4 + 0) / 164.0), nested.R2, Rounding);
        Assert.Equal(4, nested.Songs);
        Assert.InRange(nested.R2, nested.Low!.Value, nested.High!.Value);
    }

    [Fact]
    public void Only_songs_that_all_networks_held_out_choose()
    {
        // The first network's one great error is of a song that the others lack.
        var nested = Of([[.. Inner[0], new(4, 0, 9, 99)], Inner[1], Inner[2]])!;

        Assert.Equal([new FoldChoice(0, 2, 1, 7), new FoldChoice(1, 2, 2, 7)], nested.Folds);
    }

    [Fact]
    public void A_network_without_a_fold_s_inner_estimates_is_not_chosen_there_and_leaves_the_others_their_songs()
    {
        var nested = Of([Inner[0], [.. Inner[1].Where(song => song.Fold == 0)], Inner[2]])!;

        Assert.Equal([new FoldChoice(0, 2, 1, 7), new FoldChoice(1, 2, 3, 7)], nested.Folds);
        Assert.Equal(1 - ((1 + 0 + 25 + 121) / 164.0), nested.R2, Rounding);
    }

    [Fact]
    public void A_fold_without_common_inner_songs_chooses_nothing_and_its_songs_do_not_count()
    {
        var nested = Of([Inner[0], [.. Inner[1].Where(song => song.Song != 0)], [.. Inner[2].Where(song => song.Song != 1)]])!;

        Assert.Equal([new FoldChoice(0, 2, 1, 7)], nested.Folds);
        Assert.Equal((2, 1 - (1 / 74.0)), (nested.Songs, nested.R2));
    }

    [Fact]
    public void There_is_nothing_without_inner_estimates() => Assert.Null(Of([[], [], []]));

    private static NestedSkill? Of(IReadOnlyList<InnerSong>[] inner)
    {
        var songs = CommonSongs.Of(Outer.Select(network => network.Select((estimate, song) => new HeldOutSong(
            song, song / 2, 1, Plays[song], estimate, 0, 0, 0, 0)).ToArray()));
        return NestedChoice.Of(new ComparedNetworks(1, [(1, 7), (2, 7), (3, 7)], songs), inner, new Rng(1));
    }
}
