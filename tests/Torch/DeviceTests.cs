using PlayCount.Core.Tests.Learning;
using PlayCount.Learning.Networks;
using PlayCount.Learning.Sampling;
using PlayCount.Learning.TorchSharp;
using PlayCount.Learning.Training;
using static TorchSharp.torch;

namespace PlayCount.Torch.Tests;

/// <summary>What is on the device, and how much of it.</summary>
public sealed class DeviceTests
{
    private static readonly NetworkSpec Spec = NetworkSpec.Paper(6, 1);

    public DeviceTests() => Engines.Need();

    [Fact]
    public void Clips_of_equal_numbers_are_uploaded_once()
    {
        using var engine = Engines.Torch();
        using var first = engine.Start(
            [Engines.Plan<float>(Spec, Small.Training(1)), Engines.Plan<float>(Spec, Small.Training(1), seed: 8)]);
        using var second = engine.Start([Engines.Plan<float>(NetworkSpec.Paper(6, 2), Small.Training(1), steps: 2)]);

        Assert.Equal(1, engine.Clips.Uploads);
        Assert.Equal(9 * 5 * 6 * sizeof(float), engine.Clips.Bytes);
    }

    [Fact]
    public void Clips_that_nobody_uses_are_kept_up_to_a_bound_and_those_in_use_beyond_it()
    {
        var sets = Enumerable.Range(0, 3).Select(n => Small.Clips<float>(songs: 2, clips: 2, inputs: 4, seed: (ulong)(20 + n))).ToArray();
        using var clips = new DeviceClips(CPU, keptBytes: 2 * sets[0].Bytes);
        var tables = sets.Select(clips.Take).ToArray();
        Assert.Equal(3 * sets[0].Bytes, clips.Bytes);

        foreach (var table in tables)
            clips.Return(table);

        Assert.Equal(2 * sets[0].Bytes, clips.Bytes);
        clips.Take(sets[2]);
        Assert.Equal(3, clips.Uploads);
        clips.Take(sets[0]);
        Assert.Equal(4, clips.Uploads);
    }

    [Fact]
    public void As_many_networks_train_at_once_as_memory_is_planned_for()
    {
        var plan = Engines.Plan<float>(Spec, Small.Training(1));
        var each = GroupMemory.BytesOf(plan, Precision.Full) + plan.Clips.Bytes;

        Assert.Equal(3, AtOnce((3 * each) + 1, 8));
        Assert.Equal(2, AtOnce(3 * each, 2));
        Assert.Equal(1, AtOnce(1, 8));

        int AtOnce(long bytes, int networks)
        {
            using var engine = Engines.Torch(memoryBytes: bytes);
            return engine.AtOnce(plan, networks);
        }
    }

    /// <summary>Weights, gradients, the root and RMSprop's means take 16 bytes a weight; a raw clip is 111,168 numbers.</summary>
    [Fact]
    public void The_paper_s_network_on_raw_sound_is_planned_with_its_weights_four_times_and_its_clips()
    {
        var spec = NetworkSpec.Paper(111_168, 1);
        var clips = new ClipSet<float>(spec.Inputs);
        var rows = new LabelledSamples([.. Enumerable.Range(0, 32).Select(_ => new Sample(0, 0))], new double[32]);
        var plan = new TrainingPlan<float>(
            spec, 24, Small.Training(1, batchSize: 32), clips, rows, new LabelledSamples([], []), new PlayCount.Learning.Rng(1));

        var bytes = GroupMemory.BytesOf(plan, Precision.Full);

        Assert.InRange(bytes, (16 * spec.ParameterCount) + (4L * 32 * 24 * spec.Inputs), 2 * 16 * spec.ParameterCount);
    }

    [Fact]
    public void Networks_beyond_the_memory_are_refused_before_anything_is_there()
    {
        var plan = Engines.Plan<float>(Spec, Small.Training(1));
        using var engine = Engines.Torch(limitBytes: GroupMemory.BytesOf(plan, Precision.Full));
        using (engine.Start([plan]))
        {
        }

        var before = Tensor.TotalCount;

        Assert.Throws<DeviceMemoryException>(() => engine.Start([plan, plan]));
        Assert.Equal(before, Tensor.TotalCount);
    }

    [Fact]
    public void Clips_in_nobody_s_use_make_room_for_networks_that_need_it()
    {
        var (first, second) = (Engines.Plan<float>(Spec, Small.Training(1)), Engines.Plan<float>(Spec, Small.Training(1), songs: 8));
        using var engine = Engines.Torch(memoryBytes: GroupMemory.BytesOf(second, Precision.Full) + second.Clips.Bytes);
        using (engine.Start([first]))
        {
        }

        using var group = engine.Start([second]);

        Assert.Equal(second.Clips.Bytes, engine.Clips.Bytes);
    }

    [Fact]
    public void A_start_that_fails_leaves_its_clips_in_nobody_s_use()
    {
        var plan = Engines.Plan<float>(Spec, Small.Training(1));
        using var engine = Engines.Torch();
        var wrong = plan with { Validation = new LabelledSamples([new Sample(Song: 99, FirstClip: 0)], [1]) };

        Assert.ThrowsAny<Exception>(() => engine.Start([plan, wrong]));

        engine.Clips.KeepUnused(0);
        Assert.Equal(0, engine.Clips.Bytes);
    }

    [Fact]
    public void What_libtorch_says_of_memory_and_of_a_lost_device_is_told_in_our_words()
    {
        Assert.Throws<DeviceMemoryException>(() => TorchDevice.Guard(() => empty(new[] { 1L << 52 })));
        Assert.Throws<DeviceMemoryException>(() => TorchDevice.Guard<int>(() =>
            throw new Said("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`")));
        Assert.Throws<DeviceLostException>(() => TorchDevice.Guard<int>(() =>
            throw new Said("CUDA error: an illegal memory access was encountered\nsecond line")));
    }

    /// <summary>With libtorch 1.13 it is right; with 2.10 it was not on a processor with AVX-512, where BothEnginesTests failed.</summary>
    [Fact]
    public void The_library_s_lstm_is_taken_where_it_estimates_what_ours_does()
    {
        var isRight = FusedLayer.IsRight(CPU);

        Assert.True(isRight || !__version__.StartsWith("1.13", StringComparison.Ordinal));
        Assert.Equal(isRight, Fuses(Precision.Full, asked: true));
        Assert.False(Fuses(Precision.Full, asked: false));
        Assert.False(Fuses(Precision.BFloat16, asked: true));

        static bool Fuses(Precision precision, bool asked)
        {
            using var device = new TorchDevice(CPU, precision, 1, 1, asked);
            return device.Fuses;
        }
    }

    [Fact]
    public void A_lower_precision_is_named_and_trains_to_about_the_same_errors()
    {
        const double Rounding = 0.05; // 8 bits of mantissa, over a few updates
        using var exact = Engines.Torch();
        using var rough = Engines.Torch(Precision.BFloat16);
        using var first = exact.Start([Engines.Plan<float>(Spec, Small.Training(5))]);
        using var second = rough.Start([Engines.Plan<float>(Spec, Small.Training(5))]);

        var (expected, actual) = (Engines.Errors(first), Engines.Errors(second));

        Assert.EndsWith(" cpu float32", exact.Name, StringComparison.Ordinal);
        Assert.EndsWith(" cpu bf16", rough.Name, StringComparison.Ordinal);
        Assert.NotEqual(expected, actual);
        Engines.AssertClose(expected, actual, Rounding);
    }

    private sealed class Said(string message) : System.Runtime.InteropServices.ExternalException(message);
}
