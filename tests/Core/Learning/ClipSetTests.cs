using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Learning;

public sealed class ClipSetTests
{
    [Fact]
    public void Keeps_songs_of_different_lengths_apart()
    {
        var clips = Two();

        Assert.Equal([3, 1], clips.ClipsPerSong);
        Assert.Equal([7f, 8], clips[1].ToArray());
        Assert.Equal(8 * sizeof(float), clips.Bytes);
    }

    [Fact]
    public void Shares_the_vectors_of_the_songs_asked_for_in_the_order_asked()
    {
        var chosen = Two().Only([1, 0]);

        Assert.Equal([1, 3], chosen.ClipsPerSong);
        Assert.Equal([7f, 8], chosen[0].ToArray());
    }

    [Fact]
    public void Refuses_half_a_clip_and_clips_of_no_numbers()
    {
        Assert.Throws<ArgumentException>(() => Two().Add([1, 2, 3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipSet<float>(0));
    }

    [Theory]
    [InlineData(0, 2, 2)]
    [InlineData(0, -1, 1)]
    [InlineData(0, int.MaxValue, 1)]
    [InlineData(1, 0, 2)]
    [InlineData(1, 0, int.MaxValue)]
    [InlineData(2, 0, 1)]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 0, 0)]
    [InlineData(0, 0, -1)]
    public void A_network_reads_no_clip_that_is_not_there(int song, int firstClip, int steps)
    {
        var network = Small.Network<float>(NetworkSpec.Paper(2, 1));

        Assert.ThrowsAny<ArgumentException>(() => network.Predict(Two(), [new Sample(song, firstClip)], steps, new float[1]));
    }

    [Theory]
    [InlineData(-1, 2)]
    [InlineData(2, 2)] // nothing but masked steps
    [InlineData(1, 5)] // and 4 clips of a song of fewer
    public void A_network_takes_no_sample_whose_masked_steps_do_not_fit(int masked, int steps)
    {
        var network = Small.Network<float>(NetworkSpec.Paper(2, 1));

        Assert.ThrowsAny<ArgumentException>(() => network.Predict(Two(), [new Sample(0, 0, masked)], steps, new float[1]));
    }

    [Fact]
    public void A_network_refuses_other_targets_than_samples()
    {
        var network = Small.Network<float>(NetworkSpec.Paper(2, 1));

        Assert.Throws<ArgumentException>(() => network.Learn(Two(), [new Sample(0, 0)], 1, [1, 2], new Loss(LossKind.Mse), dropout: null));
        Assert.Throws<ArgumentException>(() => network.Learn(Two(), [new Sample(0, 0)], 1, [], new Loss(LossKind.Mse), dropout: null));
        Assert.Throws<ArgumentException>(() => network.Predict(Two(), [new Sample(0, 0), new Sample(0, 1)], 1, new float[1]));
    }

    /// <summary>4,096 samples x 1,048,576 outputs are 2^32 numbers: 0 in 32 bits.</summary>
    [Fact]
    public void A_network_refuses_a_batch_whose_size_overflows()
    {
        var network = Small.Network<float>(new NetworkSpec(2, [new LstmSpec(1)], [new DenseSpec(NetworkSpec.MaxUnits), new DenseSpec(1)]));
        var batch = Enumerable.Repeat(new Sample(0, 0), 4096).ToArray();

        var refusal = Assert.ThrowsAny<ArgumentException>(() => network.Predict(Two(), batch, 1, new float[4096]));

        Assert.Contains("smaller batch", refusal.Message, StringComparison.Ordinal);
    }

    private static ClipSet<float> Two()
    {
        var clips = new ClipSet<float>(2);
        clips.Add([1, 2, 3, 4, 5, 6]);
        clips.Add([7, 8]);
        return clips;
    }
}
