using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Sampling;

public sealed class SplitterTests
{
    private const int User = 3;

    private static readonly int[] FortySongs = [.. Enumerable.Range(0, 40).Select(song => 1 + song * 7 % 11)]; // 1 to 11 clips

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void Sound_validates_each_long_enough_song_once_and_trains_on_no_clip_of_it(int steps)
    {
        var folds = Splitter.Split(SplitKind.Sound, FortySongs, steps, folds: 5, seed: 1, User);

        var longEnough = Enumerable.Range(0, 40).Where(song => FortySongs[song] >= steps);
        Assert.Equal(longEnough, folds.SelectMany(fold => fold.ValidationSongs).Order());
        Assert.All(folds, fold =>
        {
            Assert.Empty(fold.TrainingSongs.Intersect(fold.ValidationSongs));
            Assert.Equal(fold.TrainingSongs, fold.Training.Select(sample => sample.Song).Distinct());
            Assert.Equal(fold.ValidationSongs, fold.Validation.Select(sample => sample.Song).Distinct());
            Assert.Equal(SampleBuilder.Build(FortySongs, steps), fold.Training.Concat(fold.Validation).OrderBy(s => (s.Song, s.FirstClip)));
        });
    }

    [Fact]
    public void Sound_keeps_songs_of_one_group_in_one_fold_and_else_parts_as_ever()
    {
        int[] groups = [.. Enumerable.Range(0, 40).Select(song => song is 7 or 21 or 33 ? 7 : song)];

        var together = FoldOfSong(Splitter.Split(SplitKind.Sound, FortySongs, 1, 5, seed: 1, User, groupOfSong: groups));
        var alone = FoldOfSong(Splitter.Split(SplitKind.Sound, FortySongs, 1, 5, seed: 1, User, groupOfSong: [.. Enumerable.Range(3, 40)]));

        Assert.Equal((together[7], together[7]), (together[21], together[33]));
        Assert.Equal(40, together.Count);
        Assert.Equal(FoldOfSong(Splitter.Split(SplitKind.Sound, FortySongs, 1, 5, seed: 1, User)), alone);
    }

    [Fact]
    public void Sound_leaves_a_group_out_at_a_time_where_there_are_few()
    {
        var folds = Splitter.Split(SplitKind.Sound, [1, 1, 1, 1], 1, 5, seed: 1, User, groupOfSong: [0, 5, 0, 2]);

        Assert.Equal(3, folds.Count);
        Assert.Contains(folds, fold => fold.ValidationSongs.SequenceEqual([0, 2]));
        Assert.Throws<ArgumentException>(() => Splitter.Split(SplitKind.Sound, [1, 1], 1, 5, seed: 1, User, groupOfSong: [0]).Count);
    }

    [Fact]
    public void Sound_validates_padded_songs_too()
    {
        int[] clips = [3, 9, 1, 4];

        var folds = Splitter.Split(SplitKind.Sound, clips, steps: 4, folds: 5, seed: 1, User, ShortSongs.Pad);

        Assert.Equal([0, 1, 2, 3], folds.SelectMany(fold => fold.ValidationSongs).Order());
        Assert.Equal(2, folds.SelectMany(fold => fold.Validation).Count(sample => sample.Masked > 0));
    }

    [Fact]
    public void Sound_keeps_a_song_in_its_fold_whatever_the_steps()
    {
        var foldAtOneStep = FoldOfSong(Splitter.Split(SplitKind.Sound, FortySongs, 1, folds: 5, seed: 1, User));

        for (var steps = 2; steps <= 11; steps++)
        {
            foreach (var (song, fold) in FoldOfSong(Splitter.Split(SplitKind.Sound, FortySongs, steps, folds: 5, seed: 1, User)))
                Assert.Equal(foldAtOneStep[song], fold);
        }
    }

    [Theory]
    [InlineData(40, 5, new[] { 8, 8, 8, 8, 8 })]
    [InlineData(22, 5, new[] { 5, 5, 4, 4, 4 })]
    [InlineData(20, 7, new[] { 3, 3, 3, 3, 3, 3, 2 })]
    [InlineData(3, 5, new[] { 1, 1, 1 })]
    public void Sound_balances_the_folds_and_leaves_one_out_under_20_songs(int songs, int folds, int[] sizes)
    {
        var split = Splitter.Split(SplitKind.Sound, Enumerable.Repeat(2, songs).ToArray(), steps: 1, folds, seed: 1, User);

        Assert.Equal(sizes, split.Select(fold => fold.ValidationSongs.Length));
    }

    [Fact]
    public void Sound_leaves_one_out_at_19_songs() =>
        Assert.Equal(19, Splitter.Split(SplitKind.Sound, Enumerable.Repeat(2, 19).ToArray(), 1, folds: 5, seed: 1, User).Count);

    [Fact]
    public void Sound_leaves_out_folds_with_nothing_to_validate_but_keeps_the_others_numbers()
    {
        int[] clips = [9, 1, 9, 1, 9];

        var all = FoldOfSong(Splitter.Split(SplitKind.Sound, clips, steps: 1, folds: 5, seed: 1, User));
        var kept = Splitter.Split(SplitKind.Sound, clips, steps: 9, folds: 5, seed: 1, User);

        Assert.Equal(new[] { all[0], all[2], all[4] }.Order(), kept.Select(fold => fold.Index));
    }

    [Theory]
    [InlineData(SplitKind.Sound, new[] { 9, 1, 2 })] // one song reaches 9 steps
    [InlineData(SplitKind.Sound, new[] { 1, 2, 3 })]
    [InlineData(SplitKind.Sound, new int[0])]
    [InlineData(SplitKind.PaperCode, new[] { 9, 1, 2 })] // one sample: none left to train on
    [InlineData(SplitKind.PaperText, new[] { 1, 2, 3 })]
    public void Gives_no_fold_when_too_few_songs_reach_the_steps(SplitKind kind, int[] clips) =>
        Assert.Empty(Splitter.Split(kind, clips, steps: 9, folds: 5, seed: 1, User));

    [Theory]
    [InlineData(SplitKind.Sound)]
    [InlineData(SplitKind.PaperCode)]
    [InlineData(SplitKind.PaperText)]
    public void Repeats_itself_and_changes_with_seed_and_user(SplitKind kind)
    {
        var first = Validated(kind, seed: 1, User);

        Assert.Equal(first, Validated(kind, seed: 1, User));
        Assert.NotEqual(first, Validated(kind, seed: 2, User));
        Assert.NotEqual(first, Validated(kind, seed: 1, User + 1));
    }

    [Fact]
    public void Paper_code_validates_the_last_tenth_of_samples_laid_song_by_song()
    {
        int[] clips = [2, 3, 5]; // 10 samples of 1 step: 9 train, the last one of the last song validates

        var fold = Assert.Single(Splitter.Split(SplitKind.PaperCode, clips, steps: 1, folds: 5, seed: 1, User));

        var last = Assert.Single(fold.Validation);
        Assert.Equal(new Sample(last.Song, clips[last.Song] - 1), last);
        Assert.Equal(9, fold.Training.Length);
        Assert.Equal([0, 1, 2], fold.TrainingSongs);
        Assert.Equal([last.Song], fold.ValidationSongs);
        Assert.Equal(last.Song, fold.Training[^1].Song);
    }

    [Fact]
    public void Paper_code_shuffles_songs_whole_and_lets_at_most_one_straddle()
    {
        var fold = Assert.Single(Splitter.Split(SplitKind.PaperCode, FortySongs, steps: 2, folds: 5, seed: 1, User));

        Sample[] laid = [.. fold.Training, .. fold.Validation];
        int[] order = [.. laid.Select(sample => sample.Song).Distinct()];
        Assert.Equal(order.SelectMany(song => Enumerable.Range(0, FortySongs[song] / 2).Select(i => new Sample(song, 2 * i))), laid);
        Assert.NotEqual(order.Order(), order);
        Assert.Equal(laid.Length * 9 / 10, fold.Training.Length);
        Assert.InRange(fold.TrainingSongs.Intersect(fold.ValidationSongs).Count(), 0, 1);
    }

    [Fact]
    public void Paper_text_spreads_songs_over_both_sides_and_says_that_it_leaks()
    {
        var clips = Enumerable.Repeat(10, 10).ToArray();

        var fold = Assert.Single(Splitter.Split(SplitKind.PaperText, clips, steps: 1, folds: 5, seed: 1, User));

        Assert.Equal((90, 10), (fold.Training.Length, fold.Validation.Length));
        Assert.Equal(SampleBuilder.Build(clips, 1), fold.Training.Concat(fold.Validation).OrderBy(s => (s.Song, s.FirstClip)));
        Assert.True(fold.TrainingSongs.Intersect(fold.ValidationSongs).Count() > 1);
        Assert.True(Splitter.IsLeaky(SplitKind.PaperText));
        Assert.False(Splitter.IsLeaky(SplitKind.PaperCode));
        Assert.False(Splitter.IsLeaky(SplitKind.Sound));
    }

    [Fact]
    public void Fits_the_scaling_on_training_songs_when_sound_and_on_all_songs_as_the_study_did()
    {
        int[] clips = [9, 1, 9, 9];
        var sound = Splitter.Split(SplitKind.Sound, clips, steps: 9, folds: 5, seed: 1, User)[0];
        var paper = Splitter.Split(SplitKind.PaperCode, clips, steps: 9, folds: 5, seed: 1, User)[0];

        Assert.Equal(new[] { 0, 2, 3 }.Except(sound.ValidationSongs), Splitter.SongsToFitScaling(SplitKind.Sound, sound, clips.Length));
        Assert.Equal([0, 1, 2, 3], Splitter.SongsToFitScaling(SplitKind.PaperCode, paper, clips.Length));
        Assert.Equal([0, 1, 2, 3], Splitter.SongsToFitScaling(SplitKind.PaperText, paper, clips.Length));
    }

    [Fact]
    public void Refuses_a_single_fold() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Splitter.Split(SplitKind.Sound, FortySongs, 1, folds: 1, seed: 1, User));

    private static Dictionary<int, int> FoldOfSong(IReadOnlyList<Fold> folds) =>
        folds.SelectMany(fold => fold.ValidationSongs.Select(song => (song, fold.Index))).ToDictionary();

    private static Sample[] Validated(SplitKind kind, ulong seed, int user) =>
        [.. Splitter.Split(kind, FortySongs, steps: 2, folds: 5, seed, user)[0].Validation];
}
