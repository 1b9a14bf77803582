using PlayCount.Learning.Models;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.Sweeps;
using PlayCount.Learning.Training;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.Services.Tests.Training;
using PlayCount.Training.Engines;
using PlayCount.Training.Sweeping;

namespace PlayCount.Torch.Tests;

/// <summary>Sweeps on torch, on both engines, and where the device fails.</summary>
public sealed class SweepOnBothTests : IDisposable
{
    /// <summary>Single precision over some 20 updates.</summary>
    private const double SingleTolerance = 1e-4;

    private readonly SweepFolder _folder;
    private readonly List<string> _told = [];

    public SweepOnBothTests()
    {
        Engines.Need();
        _folder = new();
    }

    public void Dispose() => _folder.Dispose();

    public static TheoryData<bool, int> Ways() => new() { { true, 1 }, { true, 2 }, { false, 1 }, { false, 2 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_sweep_stopped_on_one_engine_goes_on_on_the_other_and_its_model_is_served(bool isManagedFirst, int members)
    {
        var request = Request(Options() with { Members = members });
        var expected = _folder.RunAnew(request);
        _folder.Forget();
        using var torch = Torch();
        var (first, second) = isManagedFirst ? (TrainingEngines.Managed, torch) : (torch, TrainingEngines.Managed);

        using var stop = new StopAfter(epochs: 6);
        Assert.ThrowsAny<OperationCanceledException>(() => SweepRunner.Run(request with { Engines = first }, stop, stop.Token));
        Assert.NotEmpty(Directory.GetFiles(_folder["state"], "*.safetensors", SearchOption.AllDirectories));
        var outcomes = SweepFolder.Run(request with { Engines = second });

        AssertAlike(expected, outcomes);
        AssertServed(request, outcomes[0], isManagedFirst ? torch.Current.Name : null);
    }

    [Fact]
    public void A_sweep_on_torch_stopped_again_and_again_ends_as_one_never_stopped()
    {
        using var torch = Torch();
        var request = Request(Options() with { Steps = [1, 2] }) with { Engines = torch };

        _folder.AssertSameWhenStopped(request, epochsBetweenStops: 7);
    }

    [Fact]
    public void Results_name_the_engine_that_is_not_the_managed_one()
    {
        using var torch = Torch();

        var outcome = _folder.RunAnew(Request(Options()) with { Engines = torch })[0];

        Assert.StartsWith($"torch {TorchSharp.torch.__version__} cpu", outcome.Result.Engine, StringComparison.Ordinal);
        Assert.All(outcome.Folds, fold => Assert.Equal(torch.Current.Name, fold.Engine));
        Assert.Null(_folder.RunAnew(Request(Options()))[0].Result.Engine);
    }

    [Fact]
    public void Epochs_are_told_once_each()
    {
        using var torch = Torch();
        var request = Request(Options()) with { Engines = torch };
        using var seen = new StopAfter(long.MaxValue);

        SweepRunner.Run(request, seen, CancellationToken.None);

        Assert.Equal((2 * 8 * 4) + (2 * 4), seen.Seen); // listeners x folds (one a song, of so few) x epochs, and the models'
    }

    /// <summary>Two listeners' folds of one song each, at first all 16 at once, fit by twos.</summary>
    [Fact]
    public void Networks_that_do_not_fit_together_are_halved_until_they_do()
    {
        var request = Request(Options());
        using var free = Torch();
        var expected = _folder.RunAnew(request with { Engines = free });
        var one = BytesOfOne();
        using var narrow = new TrainingEngines(Engines.Torch(limitBytes: (2 * one) + (one / 2)), fallsBack: false, _told.Add);

        var outcomes = _folder.RunAnew(request with { Engines = narrow });

        AssertAlike(expected, outcomes);
        Assert.Equal(
            ["16 networks at once", "8 networks at once", "4 networks at once"],
            _told.Select(line => line[..line.IndexOf(" did", StringComparison.Ordinal)]));
        Assert.All(outcomes, outcome => Assert.Equal(narrow.Current.Name, outcome.Result.Engine));
    }

    [Fact]
    public void A_network_that_does_not_fit_alone_is_trained_by_the_managed_engine()
    {
        var request = Request(Options());
        var expected = Bits.Of(_folder.RunAnew(request));
        using var tiny = new TrainingEngines(Engines.Torch(limitBytes: 1), fallsBack: false, _told.Add);

        var outcomes = _folder.RunAnew(request with { Engines = tiny });

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Contains(_told, line => line.StartsWith(
            "A network does not fit the device; the managed engine trains it.", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_device_lets_the_managed_engine_go_on_where_the_engine_was_ours_to_choose()
    {
        var request = Request(Options());
        var expected = Bits.Of(_folder.RunAnew(request));
        using var lost = new TrainingEngines(new LosingEngine(), fallsBack: true, _told.Add);

        var outcomes = _folder.RunAnew(request with { Engines = lost });

        Assert.Equal(expected, Bits.Of(outcomes));
        Assert.Equal(
            "The device is lost; the managed engine goes on from the last checkpoints. It fell off the bus.", Assert.Single(_told));
    }

    [Fact]
    public void A_lost_device_ends_a_sweep_that_asked_for_it_by_name()
    {
        using var lost = new TrainingEngines(new LosingEngine(), fallsBack: false, _told.Add);

        var failure = Assert.Throws<DeviceLostException>(() => _folder.RunAnew(Request(Options()) with { Engines = lost }));

        Assert.StartsWith(
            "The device is lost, and Training:Engine torch asks for it; start again", failure.Message, StringComparison.Ordinal);
    }

    private static SweepOptions Options() => SweepFolder.Options(epochs: 4) with
    {
        Networks = [new NetworkLayers([new LstmSpec(5, Dropout: 0.2)], [new DenseSpec(1)])],
        Keep = KeptModels.All,
    };

    private SweepRequest Request(SweepOptions options) => _folder.Request(options, _folder.User(1, 8), _folder.User(2, 8));

    private TrainingEngines Torch() => new(Engines.Torch(), fallsBack: false, _told.Add);

    private long BytesOfOne()
    {
        var user = SweepFolder.Data(_folder.User(1, 8), _folder.Library(_folder.User(1, 8)));
        var fold = Options().FoldsOf(1, user.ClipsPerSong, user.GroupOfSong, 2)[0];
        return Learning.TorchSharp.GroupMemory.BytesOf(new TrainingPlan<float>(
            Options().Networks[0].For(SweepFolder.Inputs),
            2,
            new TrainingSpec(4, 4, Options().Optimizer, new Loss(LossKind.Mse)),
            user.Clips,
            new LabelledSamples(fold.Training, new double[fold.Training.Length]), new LabelledSamples([], []), new Learning.Rng(1)),
            Learning.TorchSharp.Precision.Full);
    }

    private static void AssertAlike(IReadOnlyList<NetworkOutcome> expected, IReadOnlyList<NetworkOutcome> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (one, other) in expected.Zip(actual))
        {
            Engines.AssertClose(Errors(one), Errors(other), SingleTolerance);
            Assert.Equal(one.Result.HasModel, other.Result.HasModel);
            Assert.Equal(one.Result.BestEpoch, other.Result.BestEpoch);
        }
    }

    private static double[] Errors(NetworkOutcome outcome) =>
        [.. outcome.Folds.SelectMany(fold => fold.Curve).SelectMany(point => new[] { point.TrainMse, point.ValidationMse })];

    private void AssertServed(SweepRequest request, NetworkOutcome outcome, string? engine)
    {
        using var weights = _folder.Blobs.OpenRead("models/user_1/1x2.safetensors");
        var model = ListenerModel.Load(_folder.Blobs.ReadAllBytes("models/user_1/1x2.json"), weights);
        var library = _folder.Library(request.Users[0]);

        Assert.True(outcome.Result.HasModel);
        Assert.Equal(engine, model.Card.Engine);
        Assert.True(double.IsFinite(model.Estimate(library.Clips[0])!.Value.Scaled));
    }

    /// <summary>Trains two epochs as the managed engine does, and is lost.</summary>
    private sealed class LosingEngine : ITrainingEngine
    {
        public string? Name => "losing";

        public bool IsShared => true;

        public int AtOnce(TrainingPlan<float> one, int networks) => networks;

        public ITrainerGroup<float> Start(IReadOnlyList<TrainingPlan<float>> alike) => new Group(alike);

        private sealed class Group(IReadOnlyList<TrainingPlan<float>> plans) : ITrainerGroup<float>
        {
            private readonly ManagedGroup<float> _managed = new(plans);

            public IEnumerable<EpochResult?[]> Run()
            {
                foreach (var epoch in _managed.Run().Take(2))
                    yield return epoch;
                throw new DeviceLostException("It fell off the bus.");
            }

            public double[] Estimate(int network, ReadOnlySpan<Sample> samples) => _managed.Estimate(network, samples);

            public TrainingState<float> Capture(int network) => _managed.Capture(network);

            public void Restore(int network, TrainingState<float> state) => _managed.Restore(network, state);

            public void Dispose() => _managed.Dispose();
        }
    }
}
