using PlayCount.Contracts.Messages;
using PlayCount.Contracts.V1;
using PlayCount.Experiments.Conducting;
using PlayCount.Experiments.Serving;

namespace PlayCount.Services.Tests.Experiments;

public sealed class LiveProgressTests
{
    private readonly LiveProgress _progress = new();

    [Theory]
    [InlineData(0, 9, 0, 8)]
    [InlineData(2, 1, 1, 9)]
    [InlineData(-1, 1, 4, 9)] // on all songs, after the folds
    public void An_epoch_that_comes_late_does_not_take_the_place_of_a_later_one(int fold, int epoch, int lateFold, int lateEpoch)
    {
        _progress.Add(Epoch(fold, epoch));
        _progress.Add(Epoch(lateFold, lateEpoch));

        var loss = Assert.Single(_progress.Losses("first"));

        Assert.Equal((fold, epoch), (loss.Fold, loss.Epoch));
    }

    [Fact]
    public void A_part_of_a_fold_comes_after_the_fold_and_before_the_next_one()
    {
        _progress.Add(Epoch(0, 9));
        _progress.Add(Epoch(0, 1) with { Part = 2 });
        _progress.Add(Epoch(0, 8) with { Part = 1 });
        var ofPart = Assert.Single(_progress.Losses("first"));
        _progress.Add(Epoch(1, 1));

        Assert.Equal((0, 2, 1), (ofPart.Fold, ofPart.Part, ofPart.Epoch));
        Assert.Equal(1, Assert.Single(_progress.Losses("first")).Fold);
    }

    [Theory]
    [InlineData(Stage.Selecting, 30, 100, "byte")]
    [InlineData(Stage.Mapping, 0, 1, "step")]
    public void What_a_work_tells_shows_in_its_own_stage_alone(string stage, long done, long total, string unit)
    {
        var row = new ExperimentRow
        {
            ExperimentId = "first",
            State = ExperimentState.Running,
            Stage = stage,
            Round = 1,
            Request = RequestedSettings.Read(new Settings { Triplets = "/t", Audio = "/a" }).ToJson(),
            Failure = null,
            StartedAt = 0,
            EndedAt = null,
            StageAt = 0,
            TraceParent = null,
        };
        var selecting = new WorkProgressed { ExperimentId = "first", Round = 1, Work = "select", Done = 30, Total = 100, Unit = "byte" };

        var view = ExperimentView.Of(row, done: 0, total: 1, selecting, [], [], DateTimeOffset.UnixEpoch);

        Assert.Equal((done, total, unit), (view.Done, view.Total, view.Unit));
    }

    private static EpochTrained Epoch(int fold, int epoch) => new()
    {
        ExperimentId = "first",
        Round = 1,
        Work = "train/1",
        User = 1,
        Layers = 2,
        Steps = 3,
        Fold = fold,
        Epoch = epoch,
        TrainMse = 0.5,
        ValidationMse = 0.7,
    };
}
