using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class SkillTestTests
{
    [Fact]
    public void Gives_each_listener_one_of_three_verdicts()
    {
        var rng = new Rng(60);
        var skills = SkillTest.Of(
            [
                Listener(1, Simulated.Songs(80, rng, 2, (play, noise) => (0.7 * play) + (0.3 * noise))),
                Listener(2, Simulated.Songs(80, rng, 2, (_, noise) => 0.3 * noise)),
                Listener(3, Simulated.Songs(24, rng, 2, (_, noise) => 0.3 * noise)),
            ],
            seed: 1);

        Assert.Equal([SkillVerdict.Skill, SkillVerdict.NoSkill, SkillVerdict.TooFewSongs], skills.Select(skill => skill.Verdict));
        Assert.Equal([80, 80, 24], skills.Select(skill => skill.Songs));
        Assert.All(skills, skill => Assert.InRange(skill.AdjustedP!.Value, skill.P!.Value, 1));
        Assert.InRange(skills[0].Corrected!.R2, 0.5, skills[0].R2!.Value + 0.01);
        Assert.Equal(Math.Max(0, skills[1].Corrected!.High), skills[1].UpperBound);
        Assert.True(skills[1].DetectableR2 <= 0.5 && skills[2].DetectableR2 is null or > 0.5);
    }

    [Fact]
    public void Twelve_songs_left_out_one_by_one_are_too_few_however_good_the_estimates()
    {
        var skill = Assert.Single(SkillTest.Of([Listener(1, CommonSongs.Of([LeftOut(12), LeftOut(12)]))], seed: 1));

        Assert.Equal(SkillVerdict.TooFewSongs, skill.Verdict);
        Assert.Null(skill.P);
        Assert.Null(skill.DetectableR2);
        Assert.Equal(12, skill.Songs);
    }

    [Fact]
    public void Compares_on_the_songs_of_all_networks()
    {
        var rng = new Rng(61);
        double[] plays = [.. Enumerable.Range(0, 40).Select(_ => 10 + rng.NextGaussian())];
        var all = Enumerable.Range(0, 40).Select(song => new HeldOutSong(song, song % 5, 2, plays[song], 9, 0, 0, 0, 0)).ToArray();

        var common = CommonSongs.Of([all, [.. all.Where(song => song.Song >= 15)]]);

        Assert.Equal(25, common.Count);
        Assert.All(common.OfNetworks, songs => Assert.Equal(25, songs.Count));
        // The constant knows the songs that are too short for the second network too.
        Assert.Equal(
            plays.Where((_, song) => song % 5 != 3).Average(), common.OfNetworks[1].First(song => song.Fold == 3).MeanPlays, 1e-12);
    }

    [Fact]
    public void Says_nothing_where_nothing_was_scored_or_no_constant_errs()
    {
        var equal = Simulated.Of([.. Enumerable.Repeat(3.0, 30)], [.. Enumerable.Repeat(2.0, 30)]);

        var skills = SkillTest.Of([new ComparedNetworks(1, [], CommonSongs.Of([])), Listener(2, equal)], seed: 1);

        Assert.All(skills, skill => Assert.Equal(SkillVerdict.None, skill.Verdict));
    }

    [Fact]
    public void Deals_often_enough_for_the_strictest_step_of_many_listeners()
    {
        var songs = Simulated.Songs(20, new Rng(62), 1, (_, noise) => noise);

        Assert.Equal(9_999, SkillTest.Deals([.. Enumerable.Range(1, 5).Select(user => Listener(user, songs))]));
        Assert.Equal(19_999, SkillTest.Deals([.. Enumerable.Range(1, 100).Select(user => Listener(user, songs))]));
    }

    [Fact]
    public void The_same_seed_gives_the_same_verdicts()
    {
        var listener = Listener(1, Simulated.Songs(40, new Rng(63), 2, (play, noise) => (0.3 * play) + noise));

        Assert.Equal(SkillTest.Of([listener], 7), SkillTest.Of([listener], 7));
        Assert.NotEqual(SkillTest.Of([listener], 7)[0].P, SkillTest.Of([listener], 8)[0].P);
    }

    private static ComparedNetworks Listener(int user, CommonSongs songs) =>
        new(user, [.. songs.OfNetworks.Select((_, place) => (1, place + 1))], songs);

    private static IReadOnlyList<HeldOutSong> LeftOut(int songs) =>
        [.. Enumerable.Range(1, songs).Select(song => new HeldOutSong(song, song, 1, song * song, song * song, 0, 0, 0, 0))];
}
