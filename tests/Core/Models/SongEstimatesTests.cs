using PlayCount.Learning.Models;

namespace PlayCount.Core.Tests.Models;

public sealed class SongEstimatesTests
{
    private readonly SmallModel _model = new();

    [Fact]
    public void Ends_with_the_estimate_of_the_whole_song_however_it_is_parted()
    {
        var model = _model.Signed().Load();
        var clips = _model.Clips[0];
        var byClip = new SongEstimates(model);
        var atOnce = new SongEstimates(model);

        for (var place = 0; place < clips.Length; place += SmallModel.Inputs)
        {
            byClip.Add(clips.Slice(place, SmallModel.Inputs));
            byClip.Estimate();
        }

        atOnce.Add(clips);

        Assert.Equal(model.Estimate(clips), byClip.Estimate());
        Assert.Equal(model.Estimate(clips), atOnce.Estimate());
    }

    [Fact]
    public void Has_no_estimate_before_there_is_a_whole_sample_and_leaves_a_sample_that_was_begun_out()
    {
        var estimates = new SongEstimates(_model.Signed().Load());
        var clips = _model.Clips[1];

        estimates.Add(clips[..SmallModel.Inputs]);
        var before = estimates.Estimate();
        estimates.Add(clips.Slice(SmallModel.Inputs, SmallModel.Inputs));
        var first = estimates.Estimate();
        estimates.Add(clips.Slice(2 * SmallModel.Inputs, SmallModel.Inputs));

        Assert.Null(before);
        Assert.Equal(SmallModel.Steps, first!.Value.Clips);
        Assert.Equal(first, estimates.Estimate());
    }

    [Fact]
    public void Estimates_a_song_of_fewer_clips_than_a_sample_where_the_model_learnt_from_such_songs()
    {
        _model.CardJson["training"]!["shortSongs"] = "pad";
        var model = _model.Signed().Load();
        var clip = _model.Clips[1][..SmallModel.Inputs];
        var estimates = new SongEstimates(model);

        estimates.Add(clip);
        var before = estimates.Estimate();
        estimates.Add(_model.Clips[1].Slice(SmallModel.Inputs, SmallModel.Inputs));

        Assert.Equal(1, before!.Value.Clips);
        Assert.Equal(model.Estimate(clip), before);
        Assert.Equal(model.Estimate(_model.Clips[1][..(2 * SmallModel.Inputs)]), estimates.Estimate());
        Assert.Null(new SongEstimates(model).Estimate());
    }
}
