using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Sampling;

public sealed class LeaksTests
{
    [Fact]
    public void Counts_songs_that_are_validated_where_they_or_another_of_their_sound_train()
    {
        Fold[] folds =
        [
            new(0, TrainingSongs: [0, 1, 2], ValidationSongs: [2, 3, 4], [], []), // 2 is itself, 4 sounds as 1
            new(1, TrainingSongs: [3, 4], ValidationSongs: [0, 4], [], []), // 4 once more
        ];

        Assert.Equal(2, Leaks.Count(folds, [0, 1, 2, 3, 1]));
        Assert.Equal(0, Leaks.Count([new(0, [0, 1], [2, 3], [], [])], [0, 1, 2, 3]));
    }

    [Theory]
    [InlineData(SplitKind.Sound, 0, 0)]
    [InlineData(SplitKind.PaperCode, 0, 1)]
    [InlineData(SplitKind.PaperText, 5, 40)]
    public void Finds_none_under_sound_at_most_the_straddling_song_under_paper_code_and_many_under_paper_text(
        SplitKind kind, int least, int most)
    {
        var clips = Enumerable.Repeat(7, 40).ToArray();

        var folds = Splitter.Split(kind, clips, steps: 1, folds: 5, seed: 1, userRank: 1);

        Assert.InRange(Leaks.Count(folds, [.. Enumerable.Range(0, 40)]), least, most);
    }
}
