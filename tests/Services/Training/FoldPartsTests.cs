using PlayCount.Learning.Sweeps;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>Inner folds and shares of the songs, trained beside the folds.</summary>
public sealed class FoldPartsTests : IDisposable
{
    private const int Changed = 3, Songs = 24;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plays_and_the_sound_of_a_held_out_song_change_no_bit_of_its_fold_s_inner_estimates()
    {
        var user = _folder.User(1, Songs);
        var before = Run(Options() with { SongShares = null }, user);
        var fold = before.Estimates.Single(estimate => estimate.Song == Changed).Fold;

        var plays = Run(Options() with { SongShares = null }, WithPlays(user));
        _folder.Write(Changed, clips: 6, seed: 77, scale: 1000);
        var sound = Run(Options() with { SongShares = null }, user);

        Assert.DoesNotContain(Inner(before, fold), estimate => estimate.Fold != fold || estimate.Song == Changed);
        Assert.Equal(Songs - before.Estimates.Count(estimate => estimate.Fold == fold), Inner(before, fold).Length);
        Assert.Equal(Inner(before, fold), Inner(plays, fold));
        Assert.Equal(Inner(before, fold), Inner(sound, fold));
        // The counter-check: where the song is trained on, it matters.
        Assert.All(before.Folds.Where(other => other.Fold != fold), other =>
        {
            Assert.NotEqual(Inner(before, other.Fold), Inner(plays, other.Fold));
            Assert.NotEqual(Inner(before, other.Fold), Inner(sound, other.Fold));
        });
    }

    [Fact]
    public void Parts_change_no_bit_of_what_the_folds_give()
    {
        var user = _folder.User(1, 7);

        var with = Run(Options(), user);
        var without = Run(Options() with { Nested = false, SongShares = null }, user);

        Assert.Equal(Bits.Of(without), Bits.Of(with with { Parts = null }));
        Assert.Equal(7 * (6 + 2), with.Parts!.Count); // left out one by one, inside too
    }

    [Fact]
    public void Stopping_again_and_again_equals_never_stopping()
    {
        var options = Options() with { Members = 2, Encoder = 2, SongShares = [0.5] };

        _folder.AssertSameWhenStopped(_folder.Request(options, _folder.User(1, 4)), epochsBetweenStops: 11);

        Assert.Equal(["1x2.json"], _folder.Files("state").Keys.Select(Path.GetFileName)); // nothing is left of folds and parts
    }

    [Fact]
    public void Progress_counts_the_parts_and_ends_with_all_epochs()
    {
        var user = _folder.User(1, 7);
        using var counted = new StopAfter(long.MaxValue);

        SweepRunner.Run(_folder.Request(Options(), user), counted, CancellationToken.None);

        var data = SweepFolder.Data(user, _folder.Library(user));
        var size = SweepSize.Of(Options(), [(1, data.ClipsPerSong, data.GroupOfSong)]);
        Assert.Equal((7, 7 * (6 + 2)), (size.Folds, size.Parts));
        Assert.Equal(3 * (7 + (7 * 8) + 1), size.TotalEpochs);
        Assert.Equal(size.TotalEpochs, counted.Seen);
    }

    [Fact]
    public void A_study_tells_what_its_folds_chose_and_the_error_by_songs_learned_from()
    {
        var options = Options() with { Steps = [1, 2] };
        var user = _folder.User(1, Songs);

        var outcomes = _folder.RunAnew(_folder.Request(options, user));

        var nested = Assert.Single(StudyEvaluation.Of(options, outcomes).Listeners).Nested!;
        Assert.Equal(Songs, nested.Songs);
        Assert.Equal([0, 1, 2, 3, 4], nested.Folds.Select(fold => fold.Fold));
        Assert.All(nested.Folds, fold => Assert.Equal(
            Chosen(outcomes, fold.Fold), outcomes.Single(outcome => outcome.Result.Steps == fold.Steps)));
        var points = LearnedSongs.Of(outcomes[0], options);
        Assert.Equal([0.25, 0.5, 1], points.Select(point => point.Share));
        Assert.Equal(outcomes[0].Result.ScoredMse!.Value, points[^1].Mse, 1e-12);
        Assert.Equal(outcomes[0].Result.R2!.Value, points[^1].R2!.Value, 1e-9); // another order of the same sums
    }

    private static NetworkOutcome Chosen(IReadOnlyList<NetworkOutcome> outcomes, int fold) => outcomes.MinBy(
        outcome => Inner(outcome, fold).Sum(song => Math.Pow(song.EstimatePlays - song.Plays, 2)))!;

    private static SongEstimate[] Inner(NetworkOutcome outcome, int fold) =>
        [.. outcome.Parts!.Where(part => part.Fold == fold && part.Part.Inner is not null).SelectMany(part => part.Estimates)];

    private NetworkOutcome Run(SweepOptions options, UserSongs user) => Assert.Single(_folder.RunAnew(_folder.Request(options, user)));

    private static SweepOptions Options() => SweepFolder.Options() with { Nested = true, SongShares = [0.25, 0.5] };

    private static UserSongs WithPlays(UserSongs user)
    {
        var songs = user.Songs.ToArray();
        songs[Changed] = songs[Changed] with { Plays = 100_000 };
        return user with { Songs = songs };
    }
}
