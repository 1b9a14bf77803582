using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Training;

/// <summary>Why a split that parts a song's clips proves nothing.</summary>
[Trait("Set", "Full")]
public sealed class LeakTests : IDisposable
{
    private const int Songs = 30, Clips = 6;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Each song sounds like itself in all its clips, and its plays were dealt to it by chance: there is nothing to be found for a song
    /// that was never heard. A network that saw other clips of it knows it again.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Plays_dealt_by_chance_look_like_skill_under_paper_text_and_not_under_sound(int seed)
    {
        var user = Dealt(seed);

        var leaky = Assert.Single(_folder.RunAnew(_folder.Request(Options(SplitKind.PaperText), user))).Result;
        var honest = Options(SplitKind.Sound);
        var outcomes = _folder.RunAnew(_folder.Request(honest, user));

        Assert.True(leaky.R2 > 0.5, $"paper-text: R² {leaky.R2}");
        Assert.True(leaky.AgainstConstant!.High < 0, $"paper-text: {leaky.AgainstConstant}");
        Assert.True(leaky.LeakedSongs > 0);
        Assert.True(outcomes[0].Result.R2 < 0.1, $"sound: R² {outcomes[0].Result.R2}");
        Assert.True(outcomes[0].Result.AgainstConstant!.High > 0, $"sound: {outcomes[0].Result.AgainstConstant}");
        Assert.NotEqual(SkillVerdict.Skill, Assert.Single(StudyEvaluation.Of(honest, outcomes).Listeners).Verdict);
    }

    private static SweepOptions Options(SplitKind split) => SweepFolder.Options() with
    {
        Split = split,
        Networks = [new NetworkLayers([new LstmSpec(16)], [new DenseSpec(1)])],
        Steps = [1],
        Epochs = 150,
        Optimizer = OptimizerSpec.Default(OptimizerKind.Adam, learningRate: 0.02),
    };

    private UserSongs Dealt(int seed)
    {
        var rng = Rng.For((ulong)seed, Songs);
        int[] plays = [.. Enumerable.Range(1, Songs)];
        rng.Shuffle<int>(plays);
        return _folder.User(1, songs: 0) with
        {
            Songs = [.. plays.Select((count, number) =>
            {
                double[] voice = [.. Enumerable.Range(0, SweepFolder.Inputs).Select(_ => rng.NextGaussian())];
                return new SongPlays(_folder.Write(number, Clips, [.. Enumerable.Range(0, Clips).SelectMany(
                    _ => voice.Select(value => (float)(value + (0.1 * rng.NextGaussian()))))]), count);
            })],
        };
    }
}
