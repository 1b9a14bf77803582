using PlayCount.Audio;

namespace PlayCount.Core.Tests;

/// <summary>Collecting samples block by block gives the clips of cutting the whole song.</summary>
public sealed class ClipAssemblerTests
{
    public static TheoryData<int, int, int> Cases()
    {
        var cases = new TheoryData<int, int, int>();
        foreach (var samples in new[] { 0, 1, 6, 7, 8, 14, 20, 21 })
        {
            foreach (var clipSamples in new[] { 1, 7, 30 })
            {
                foreach (var block in new[] { 1, 3, 7, 100 })
                    cases.Add(samples, clipSamples, block);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gives_the_clips_of_the_clip_cutter_whatever_the_blocks(int samples, int clipSamples, int block)
    {
        float[] song = [.. Enumerable.Range(1, samples).Select(n => n / 32f)];
        var clips = new List<float>();
        var assembler = new ClipAssembler(clipSamples, clip => clips.AddRange(clip.ToArray()));

        foreach (var part in song.Chunk(block))
            assembler.Write(part);
        assembler.Finish();

        Assert.Equal(ClipCutter.Cut(song, clipSamples), clips);
        Assert.Equal(ClipCutter.CountClips(samples, clipSamples), assembler.Clips);
    }

    [Fact]
    public void Hands_a_clip_on_as_soon_as_it_is_full()
    {
        var assembler = new ClipAssembler(2, _ => { });

        assembler.Write([0.1f, 0.2f, 0.3f]);

        Assert.Equal(1, assembler.Clips);
    }

    [Fact]
    public void Clamps_what_overshoots()
    {
        float[] clip = [];
        var assembler = new ClipAssembler(4, full => clip = full.ToArray());

        assembler.Write([1.5f, -2, 0.5f, -1]);

        Assert.Equal([1, -1, 0.5f, -1], clip);
    }

    [Fact]
    public void Leaves_nothing_of_one_clip_in_the_next()
    {
        var clips = new List<float[]>();
        var assembler = new ClipAssembler(3, clip => clips.Add(clip.ToArray()));

        assembler.Write([0.1f, 0.2f, 0.3f, 0.4f]);
        assembler.Finish();

        Assert.Equal([0.4f, 0, 0], clips[1]);
    }

    [Fact]
    public void Refuses_clips_without_samples() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ClipAssembler(0, _ => { }));
}
