using PlayCount.Audio;

namespace PlayCount.Core.Tests.Audio;

public sealed class ClipVectorsTests
{
    [Fact]
    public void Hands_the_vector_of_each_clip_on_and_fills_the_last_one_up()
    {
        var vectors = new List<float[]>();
        var clips = new ClipVectors(FrontEnds.Create(FrontEnds.Raw, clipSamples: 2), vector => vectors.Add(vector.ToArray()));

        clips.Write([0.1f, 0.2f, 0.3f]);
        var handedOn = vectors.Count;
        clips.Finish();

        Assert.Equal(1, handedOn);
        Assert.Equal([[0.1f, 0.2f], [0.3f, 0]], vectors);
    }

    [Fact]
    public void Takes_no_more_than_fills_the_clip_that_is_begun()
    {
        var clips = new ClipVectors(FrontEnds.Create(FrontEnds.Raw, clipSamples: 4), _ => { });

        Assert.Equal(3, clips.WriteToClipEnd([0.1f, 0.2f, 0.3f]));
        Assert.Equal(1, clips.WriteToClipEnd([0.4f, 0.5f, 0.6f]));
        Assert.Equal((1, 4.0 / ClipCutter.SampleRateHz), (clips.Clips, clips.Seconds));
    }
}
