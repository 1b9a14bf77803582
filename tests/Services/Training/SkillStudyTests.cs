using PlayCount.Learning;
using PlayCount.Learning.Evaluation;
using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.Songs;

namespace PlayCount.Services.Tests.Training;

/// <summary>Small studies, trained in earnest: what is in the sound is told as skill, what is not never is.</summary>
public sealed class SkillStudyTests : IDisposable
{
    private const int Songs = 60;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Plays_planted_in_the_sound_are_told_as_skill_also_on_the_models_cards()
    {
        var evaluation = Study(Planted(1), Planted(2));

        Assert.All(evaluation.Listeners, listener => Assert.Equal(SkillVerdict.Skill, listener.Verdict));
        Assert.All(evaluation.Listeners, listener => Assert.Equal(listener, Card(listener.User).Skill));
        Assert.Equal(evaluation.Listeners.Count * 2, evaluation.OwnSongs.Count);
    }

    [Fact]
    public void Twelve_planted_songs_are_too_few_to_tell_beside_a_listener_of_many()
    {
        var few = Planted(2);

        var evaluation = Study(Planted(1), few with { Songs = [.. few.Songs.Take(12)] });

        Assert.Equal([SkillVerdict.Skill, SkillVerdict.TooFewSongs], evaluation.Listeners.Select(listener => listener.Verdict));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Plays_dealt_to_other_songs_are_never_told_as_skill(int seed)
    {
        var evaluation = Study(Shuffled(Planted(1), seed), Shuffled(Planted(2), seed));

        Assert.All(evaluation.Listeners, listener => Assert.NotEqual(SkillVerdict.Skill, listener.Verdict));
        Assert.All(evaluation.Listeners, listener => Assert.True(listener.P > ListenerSkill.FamilyLevel));
    }

    [Fact]
    public void A_networks_R2_is_that_of_its_result()
    {
        var outcomes = _folder.Run(Options(), Planted(1));

        var evaluation = StudyEvaluation.Of(Options(), outcomes);

        // Another order of the same sums.
        Assert.All(evaluation.OwnSongs.Zip(outcomes), pair => Assert.Equal(
            pair.Second.Result.R2!.Value,
            pair.First.Metrics.First(metric => metric is { Name: "r2", Unit: MetricUnit.Scaled }).Value!.Value,
            1e-9));
        Assert.All(evaluation.OwnSongs.Zip(outcomes), pair => Assert.Equal(pair.Second.Result.ValidationSamples, pair.First.Samples));
    }

    private StudyEvaluation Study(params UserSongs[] users)
    {
        _folder.Forget();
        _folder.Run(Options(), users);
        using var file = _folder.Blobs.OpenRead(StudyEvaluation.FileName);
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return StudyEvaluation.Read(bytes.ToArray());
    }

    private ModelCard Card(int user) => ListenerModel.ReadCard(Assert.Single(_folder.Files("models"), file =>
        file.Key.StartsWith(Path.Combine("models", FormattableString.Invariant($"user_{user}")), StringComparison.Ordinal)
        && file.Key.EndsWith(".json", StringComparison.Ordinal)).Value);

    private static SweepOptions Options() => SweepFolder.Options() with
    {
        Networks = [new NetworkLayers([new LstmSpec(4)], [new DenseSpec(1)])],
        Steps = [1, 3],
        Epochs = 25,
        Optimizer = OptimizerSpec.Default(OptimizerKind.Adam, learningRate: 0.02),
    };

    /// <summary>A listener who plays loud songs more.</summary>
    private UserSongs Planted(int rank)
    {
        var rng = new Rng((ulong)(70 + rank));
        return _folder.User(rank, songs: 0) with
        {
            Songs = [.. Enumerable.Range(0, Songs).Select(number =>
            {
                var loudness = rng.NextGaussian();
                var clips = 3 + (number % 4);
                var song = _folder.Write((1000 * rank) + number, clips, [.. Enumerable.Range(0, clips * SweepFolder.Inputs).Select(
                    _ => (float)(loudness + (0.5 * rng.NextGaussian())))]);
                return new SongPlays(song, Math.Max(1, (int)Math.Round(20 + (6 * loudness) + (2 * rng.NextGaussian()))));
            })],
        };
    }

    private static UserSongs Shuffled(UserSongs user, int seed)
    {
        int[] plays = [.. user.Songs.Select(song => song.Plays)];
        Rng.For((ulong)seed, user.Rank).Shuffle<int>(plays);
        return user with { Songs = [.. user.Songs.Zip(plays, (song, count) => song with { Plays = count })] };
    }
}
