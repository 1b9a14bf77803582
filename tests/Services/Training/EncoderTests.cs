using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Training.Storing;
using PlayCount.Training.Sweeping;

namespace PlayCount.Services.Tests.Training;

/// <summary>An autoencoder between the front end and the network, fitted on a fold's training songs.</summary>
public sealed class EncoderTests : IDisposable
{
    private const int Units = 2;

    private readonly SweepFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_clips_of_a_held_out_song_change_no_weight()
    {
        var user = _folder.User(1, 7);
        var fold = FoldOf(user);
        var expected = Weights(user, fold);

        _folder.Write(fold.ValidationSongs[0], clips: 3 + (fold.ValidationSongs[0] % 4), seed: 99);
        var held = Weights(user, fold);
        _folder.Write(fold.TrainingSongs[0], clips: 3 + (fold.TrainingSongs[0] % 4), seed: 99);
        var trained = Weights(user, fold);

        Assert.Equal(expected.Encoder, held.Encoder);
        Assert.Equal(expected.Network, held.Network);
        Assert.NotEqual(expected.Encoder, trained.Encoder);
    }

    [Fact]
    public void Stopping_again_and_again_equals_never_stopping()
    {
        _folder.AssertSameWhenStopped(_folder.Request(Options() with { Members = 2 }, _folder.User(1, 5)));
    }

    [Fact]
    public void The_model_has_its_encoder_and_gives_the_bits_of_the_held_out_estimates()
    {
        var model = _folder.AssertModelGivesEstimates(Options(), _folder.User(1, 40));

        Assert.Equal((SweepFolder.Inputs, Units, Units), (model.Inputs, model.Card.Encoder!.Units, model.Card.Network.Inputs));
    }

    private static SweepOptions Options() => SweepFolder.Options() with { Encoder = Units };

    private Fold FoldOf(UserSongs user)
    {
        var data = SweepFolder.Data(user, _folder.Library(user));
        return Options().FoldsOf(1, data.ClipsPerSong, data.GroupOfSong, steps: 2)[0];
    }

    private (float[] Encoder, float[] Network) Weights(UserSongs user, Fold fold)
    {
        var request = _folder.Request(Options(), user);
        var sweep = new SweepContext(request.Options, request.FrontEnd, new ModelStore(_folder.Blobs),
            isLarge: false, threads: 1, epochs: 1, progress: null);
        var training = new FoldTraining(
            new NetworkKey(1, 1, 2), request.Options.Networks[0].For(Units), SweepFolder.Data(user, _folder.Library(user)), fold,
            new SweepState(_folder.Blobs, "any"), sweep);
        var member = Assert.Single(training.Members(CancellationToken.None));
        return (training.Encoder!.WeightMemory.ToArray(), member.Weights.ToArray());
    }
}
