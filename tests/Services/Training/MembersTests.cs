using PlayCount.Learning;
using PlayCount.Learning.Formats;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;

namespace PlayCount.Services.Tests.Training;

/// <summary>Several networks trained alike, whose mean estimate is the estimate.</summary>
public sealed class MembersTests : IDisposable
{
    private const int Members = 3;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Each member once more by a trainer of its own; member 0 draws as a network alone.</summary>
    [Fact]
    public void Curve_and_estimates_are_the_means_of_networks_trained_one_by_one()
    {
        var user = _folder.User(1, 7);
        var outcome = Assert.Single(_folder.Run(Options(), user));
        var data = SweepFolder.Data(user, _folder.Library(user));
        var fold = Options().FoldsOf(1, data.ClipsPerSong, data.GroupOfSong, steps: 2)[1];
        var scaling = data.FitScaling(TargetScaling.Robust, fold.TrainingSongs);
        var clips = data.Clips.Standardized(InputScaling.Fit(data.Clips, fold.TrainingSongs));

        var trainers = Enumerable.Range(0, Members).Select(member => new Trainer<float>(
            new Network<float>(Options().Networks[0].For(SweepFolder.Inputs)), 2,
            new TrainingSpec(3, 4, OptimizerSpec.Default(OptimizerKind.RmsProp), new Loss(LossKind.Mse)), clips,
            Label(fold.Training), Label(fold.Validation), RngOf(member))).ToArray();
        var curves = trainers.Select(trainer => trainer.Run().ToArray()).ToArray();

        Assert.Equal(fold.Index, outcome.Folds[1].Fold);
        Assert.Equal(
            Enumerable.Range(0, 3).Select(epoch => curves.Average(curve => curve[epoch].ValidationMse)),
            outcome.Folds[1].Curve.Select(point => point.ValidationMse));
        var estimates = trainers.Select(trainer => trainer.Estimate(fold.Validation)).ToArray();
        Assert.Equal(
            fold.Validation.Select((_, sample) => (double)(float)estimates.Average(member => member[sample])),
            outcome.Folds[1].Estimates);
        Assert.NotEqual(estimates[0], estimates[1]);

        LabelledSamples Label(Sample[] samples) => new(samples, [.. samples.Select(s => scaling.Scale(user.Songs[s.Song].Plays))]);

        Rng RngOf(int member)
        {
            const int Network = 0x4E455457;
            return member == 0 ? Rng.For(1, Network, 1, 1, 2, fold.Index) : Rng.For(1, Network, 1, 1, 2, fold.Index, member);
        }
    }

    [Fact]
    public void Stopping_again_and_again_equals_never_stopping()
    {
        _folder.AssertSameWhenStopped(_folder.Request(Options() with { Steps = [1, 2] }, _folder.User(1, 5)));

        Assert.DoesNotContain(_folder.Files("state").Keys, name => name.EndsWith(".safetensors", StringComparison.Ordinal));
    }

    [Fact]
    public void The_model_has_all_members_and_gives_the_bits_of_the_held_out_estimates()
    {
        var model = _folder.AssertModelGivesEstimates(Options(), _folder.User(1, 40));

        Assert.Equal(Members, model.Card.Training.Members);
    }

    [Fact]
    public void The_first_member_is_the_network_alone()
    {
        var user = _folder.User(1, 7);
        _folder.RunAnew(_folder.Request(Options() with { Members = 1 }, user));
        var alone = Tensors();

        _folder.RunAnew(_folder.Request(Options(), user));

        var together = Tensors();
        Assert.Equal(Members * alone.Count, together.Count);
        Assert.All(alone, tensor => Assert.Equal(tensor.Value.Values.ToArray(), together[tensor.Key].Values.ToArray()));
        Assert.All(alone.Where(tensor => tensor.Key.EndsWith("kernel", StringComparison.Ordinal)), tensor =>
            Assert.NotEqual(tensor.Value.Values.ToArray(), together[$"member.2.{tensor.Key}"].Values.ToArray()));
    }

    private IReadOnlyDictionary<string, Tensor> Tensors()
    {
        using var weights = _folder.Blobs.OpenRead("models/user_1/1x2.safetensors");
        return Safetensors.Read(weights, out _);
    }

    private static SweepOptions Options() => SweepFolder.Options() with { Members = Members };
}
