using PlayCount.Learning;
using PlayCount.Learning.Evaluation;

namespace PlayCount.Core.Tests.Evaluation;

public sealed class DetectableSkillTests
{
    private const int Deals = 999;
    private const double Level = 0.01;

    [Fact]
    public void Is_found_in_80_of_100_simulated_studies()
    {
        const int Songs = 60, Studies = 150;
        var rng = new Rng(56);
        var r2 = DetectableSkill.Of(Calibrated(Songs, 0.3, rng), Level, Deals, rng)!.Value;

        var found = Enumerable.Range(0, Studies).Count(_ => SkillByChance.P(Calibrated(Songs, r2, rng), Deals, rng) <= Level);

        // Deviation of 150 studies at 80 % is 3.3 %; the stated R2 is itself of 200 trials (2.8 %), of one listener's plays, in steps of
        // 0.02, which near the threshold are 5 % of the power: three deviations of all of them.
        Assert.InRange(found / (double)Studies, 0.8 - 0.2, 1);
        Assert.InRange(r2, 0.2, 0.45); // z of 1 % widened is 2.33 sqrt(2), plus 0.84: (4.13)^2 / (60 - 5) = 0.31
    }

    [Fact]
    public void Is_smaller_the_more_songs_there_are() =>
        Assert.True(Of(240) < Of(60) && Of(60) < Of(40));

    [Fact]
    public void Is_larger_at_a_stricter_level() =>
        Assert.True(DetectableSkill.Of(Calibrated(60, 0.3, new Rng(57)), 0.05, Deals, new Rng(58))
            < DetectableSkill.Of(Calibrated(60, 0.3, new Rng(57)), 0.002, Deals, new Rng(58)));

    [Theory]
    [InlineData(5)] // one song a fold
    [InlineData(10)] // two a fold: 32 deals, the true one among them
    public void There_is_none_where_chance_does_as_well_too_often(int songs) => Assert.Null(Of(songs));

    private static double? Of(int songs) => DetectableSkill.Of(Calibrated(songs, 0.3, new Rng(57)), Level, Deals, new Rng(58));

    private static CommonSongs Calibrated(int songs, double r2, Rng rng) => Simulated.Songs(
        songs, rng, networks: 1, (play, noise) => (r2 * play) + (Math.Sqrt(r2 * (1 - r2)) * noise));
}
