using PlayCount.Learning.Models;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Training.Loading;
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
        var request = _folder.Request(Options() with { Members = 2 }, _folder.User(1, 5));
        var expected = Bits.Of(_folder.RunAnew(request));
        var models = _folder.Files("models");
        _folder.Forget();

        var stops = 0;
        IReadOnlyList<NetworkOutcome>? outcomes = null;
        for (var epochs = 1; outcomes is null; epochs += 5)
        {
            using var stop = new StopAfter(epochs);
            try
            {
                outcomes = SweepRunner.Run(request, stop, stop.Token);
            }
            catch (OperationCanceledException)
            {
                stops++;
            }
        }

        Assert.True(stops > 2, $"{stops}");
        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(models, _folder.Files("models"));
    }

    /// <summary>Under split <c>paper-code</c> the kept network is the scored one: it gives the held-out estimates again.</summary>
    [Fact]
    public void The_model_has_its_encoder_and_gives_the_bits_of_the_held_out_estimates()
    {
        var user = _folder.User(1, 40);
        var outcome = Assert.Single(_folder.Run(Options() with { Split = SplitKind.PaperCode, Steps = [1] }, user));
        using var weights = _folder.Blobs.OpenRead("models/user_1/1x1.safetensors");
        var model = ListenerModel.Load(_folder.Blobs.ReadAllBytes("models/user_1/1x1.json"), weights);
        var library = Library(user);
        var whole = outcome.Estimates.Where(e => e.Samples == SweepFolder.Data(user, library).ClipsPerSong[e.Song]).ToArray();

        Assert.Equal((SweepFolder.Inputs, Units, Units), (model.Inputs, model.Card.Encoder!.Units, model.Card.Network.Inputs));
        Assert.True(whole.Length > 1, $"{whole.Length} songs were held out with all their samples");
        Assert.All(whole, expected => Assert.Equal(
            BitConverter.DoubleToInt64Bits(expected.EstimateScaled),
            BitConverter.DoubleToInt64Bits(
                model.Estimate(library.Clips[library.IndexOf(user.Songs[expected.Song].Song)])!.Value.Scaled)));
    }

    private static SweepOptions Options() => SweepFolder.Options() with { Encoder = Units };

    private SongLibrary Library(UserSongs user) =>
        SongLibrary.Load(_folder.Blobs, user.Songs.Select(song => song.Song), SweepFolder.FrontEnd, CancellationToken.None);

    private Fold FoldOf(UserSongs user)
    {
        var data = SweepFolder.Data(user, Library(user));
        return Options().FoldsOf(1, data.ClipsPerSong, data.GroupOfSong, steps: 2)[0];
    }

    private (float[] Encoder, float[] Network) Weights(UserSongs user, Fold fold)
    {
        var request = _folder.Request(Options(), user);
        var sweep = new SweepContext(request.Options, request.FrontEnd, new ModelStore(_folder.Blobs),
            isLarge: false, threads: 1, epochs: 1, progress: null);
        var training = new FoldTraining(
            new NetworkKey(1, 1, 2), request.Options.Networks[0].For(Units), SweepFolder.Data(user, Library(user)), fold,
            new SweepState(_folder.Blobs, "any"), sweep);
        var member = Assert.Single(training.Members(CancellationToken.None));
        return (training.Encoder!.WeightMemory.ToArray(), member.Network.Weights.ToArray());
    }
}
