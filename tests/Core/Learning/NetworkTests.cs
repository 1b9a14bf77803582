using PlayCount.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;

namespace PlayCount.Core.Tests.Learning;

public sealed class NetworkTests
{
    private const double DoubleTolerance = 1e-12;

    [Fact]
    public void One_step_equals_the_hand_written_cell()
    {
        var network = Small.Network<double>(new NetworkSpec(2, [new LstmSpec(1)], [new DenseSpec(1)]));
        double[] weights = [0.3, -0.2, 0.8, 0.5, /* second input */ 0.1, 0.4, -0.6, 0.7, /* recurrent */ 9, 9, 9, 9, /* bias */ 0.05, 1,
            -0.1, 0.2, /* dense */ 1.5, 0.25];
        weights.CopyTo(network.Weights);
        var clips = new ClipSet<double>(2);
        clips.Add([2f, -1f]);
        var estimate = new double[1];

        network.Predict(clips, [new Sample(0, 0)], 1, estimate);

        double Hard(double x) => Math.Clamp((0.2 * x) + 0.5, 0, 1);
        var i = Hard((2 * 0.3) - 0.1 + 0.05);
        var g = Math.Tanh((2 * 0.8) + 0.6 - 0.1);
        var o = Hard((2 * 0.5) - 0.7 + 0.2);
        Assert.Equal((o * Math.Tanh(i * g) * 1.5) + 0.25, estimate[0], DoubleTolerance);
    }

    [Fact]
    public void Several_steps_and_layers_equal_plain_loops()
    {
        var spec = new NetworkSpec(5, [new LstmSpec(7), new LstmSpec(4, GateActivation: Activation.Sigmoid)],
            [new DenseSpec(3, Activation.Relu), new DenseSpec(1)]);
        var network = Small.Network<double>(spec);
        var clips = Small.Clips<double>(1, 6, 5);
        var estimate = new double[1];

        network.Predict(clips, [new Sample(0, 0)], 6, estimate);

        Assert.Equal(PlainForward.Estimate(spec, network.Weights, clips[0]), estimate[0], DoubleTolerance);
    }

    [Fact]
    public void An_estimate_does_not_depend_on_the_rest_of_the_batch()
    {
        var network = Small.Network<float>(NetworkSpec.Paper(40, 2));
        var clips = Small.Clips<float>(9, 5, 40);
        var samples = SampleBuilder.Build(clips.ClipsPerSong, 5);
        var (together, alone) = (new float[9], new float[9]);

        network.Predict(clips, samples, 5, together);
        for (var i = 0; i < samples.Length; i++)
            network.Predict(clips, samples.AsSpan(i, 1), 5, alone.AsSpan(i, 1));

        Assert.Equal(together, alone);
    }

    [Fact]
    public void Starts_as_Keras_does()
    {
        var network = Small.Network<double>(new NetworkSpec(30, [new LstmSpec(20)], [new DenseSpec(1)]));
        var kernel = network.Weights[..(30 * 80)].ToArray();
        var recurrent = network.Weights.Slice(30 * 80, 20 * 80).ToArray();
        var bias = network.Weights.Slice(50 * 80, 80).ToArray();

        var limit = Math.Sqrt(6.0 / (30 + 80));
        Assert.All(kernel, w => Assert.InRange(w, -limit, limit));
        Assert.True(kernel.Max() > 0.95 * limit && kernel.Min() < -0.95 * limit);
        for (var row = 0; row < 20; row++)
        {
            for (var other = 0; other <= row; other++)
            {
                var product = Enumerable.Range(0, 80).Sum(i => recurrent[(row * 80) + i] * recurrent[(other * 80) + i]);
                Assert.Equal(row == other ? 1 : 0, product, DoubleTolerance);
            }
        }

        Assert.Equal(Enumerable.Range(0, 80).Select(i => i is >= 20 and < 40 ? 1.0 : 0.0), bias);
    }

    [Fact]
    public void The_papers_networks_have_the_papers_number_of_weights()
    {
        Assert.Equal(44_507_701, NetworkSpec.Paper(111_168, 1).ParameterCount);
        Assert.Equal(44_588_101, NetworkSpec.Paper(111_168, 2).ParameterCount);
    }

    [Fact]
    public void Refuses_sizes_out_of_range_and_clips_of_another_length()
    {
        Assert.Throws<ArgumentException>(() => new Network<float>(new NetworkSpec(0, [new LstmSpec()], [new DenseSpec(1)])));
        Assert.Throws<ArgumentException>(() => new Network<float>(new NetworkSpec(5, [new LstmSpec(Dropout: 1)], [new DenseSpec(1)])));
        Assert.Throws<ArgumentException>(() => new Network<float>(new NetworkSpec(5, [new LstmSpec()], [new DenseSpec(2)])));
        Assert.Throws<ArgumentException>(
            () => Small.Network<float>(NetworkSpec.Paper(5, 1)).Predict(Small.Clips<float>(1, 1, 4), [new Sample(0, 0)], 1, new float[1]));
    }

    [Fact]
    public void Refuses_samples_beyond_the_end_of_a_song() =>
        Assert.ThrowsAny<ArgumentException>(
            () => Small.Network<float>(NetworkSpec.Paper(5, 1)).Predict(Small.Clips<float>(1, 3, 5), [new Sample(0, 2)], 2, new float[1]));

    [Fact]
    public void Drops_the_asked_share_and_keeps_the_expectation()
    {
        const int Length = 100_000;
        const double ThreeDeviations = 0.005; // 3 sqrt(0.25 * 0.75 / 100,000), rounded up
        var layer = new DropoutLayer<double>(0.25);
        var input = new PlayCount.Learning.Kernels.Pinned<double>(Length);
        input.Span.Fill(1);

        double[] output;
        unsafe
        {
            output = new ReadOnlySpan<double>(layer.Forward(input.Pointer, Length, new Rng(1)), Length).ToArray();
        }

        Assert.Equal(0.25, output.Count(v => v == 0) / (double)Length, ThreeDeviations);
        Assert.Equal(1, output.Average(), 4 * ThreeDeviations / 3);
    }
}
