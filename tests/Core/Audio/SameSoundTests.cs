using PlayCount.Audio;
using PlayCount.Learning;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.Audio;

public sealed class SameSoundTests
{
    private const int ClipSamples = 110_250;

    [Fact]
    public void Finds_a_song_again_that_is_softer_duller_noisier_and_begins_later()
    {
        var song = MadeUpMusic.Of(seed: 1);

        var pairs = SameSound.Find([
            Print(MadeUpMusic.Of(seed: 2)), Print(song), Print(MadeUpMusic.Of(seed: 3)), Print(Stored(song, shift: MadeUpMusic.RateHz / 8)),
        ]);

        var pair = Assert.Single(pairs);
        Assert.Equal((1, 3, false), (pair.First, pair.Second, pair.IsExact));
        Assert.InRange(pair.Likeness, SameSound.Threshold, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2_205)] // 100 ms
    [InlineData(6_615)]
    [InlineData(27_562)]
    [InlineData(88_200)] // 4 s
    public void Whatever_the_song_begins_later_it_is_found(int shift)
    {
        var song = MadeUpMusic.Of(seed: 4);

        Assert.InRange(Print(song).LikenessTo(Print(Stored(song, shift))), SameSound.Threshold, 1);
        Assert.InRange(Print(Stored(song, shift)).LikenessTo(Print(song)), SameSound.Threshold, 1);
    }

    [Fact]
    public void No_two_of_sixteen_songs_are_one_sound()
    {
        var prints = Enumerable.Range(10, 16).Select(seed => Print(MadeUpMusic.Of((ulong)seed))).ToArray();

        Assert.Empty(SameSound.Find(prints));
        Assert.Equal(16, SameSound.Groups(prints).Distinct().Count());
    }

    [Fact]
    public void A_copy_is_found_by_its_numbers_however_short_and_still()
    {
        var tone = Enumerable.Range(0, 2 * ClipSamples).Select(i => (float)Math.Sin(0.06 * i)).ToArray();
        var other = Enumerable.Range(0, 2 * ClipSamples).Select(i => (float)Math.Sin(0.05 * i)).ToArray();

        var pair = Assert.Single(SameSound.Find([Print(tone), Print(other), Print(tone)]));

        Assert.Equal(new SoundPair(0, 2, IsExact: true, Likeness: 1), pair);
    }

    [Fact]
    public void Songs_of_songs_of_one_sound_are_one_group()
    {
        var (song, other) = (MadeUpMusic.Of(seed: 5), Print(MadeUpMusic.Of(seed: 6)));

        var groups = SameSound.Groups([Print(song), other, Print(Stored(song, shift: 900)), other, Print(song)]);

        Assert.Equal((groups[0], groups[0], groups[1]), (groups[2], groups[4], groups[3]));
        Assert.NotEqual(groups[0], groups[1]);
    }

    [Fact]
    public void Songs_that_all_move_by_one_rule_are_not_one_sound_for_that_and_a_double_among_them_is()
    {
        float[][] songs = [.. Enumerable.Range(0, 24).Select(
            song => Brightening(seed: (ulong)song + 1, slope: song % 2 == 0 ? 0.3 : -0.2))];
        var noise = new Rng(99);
        var stored = Array.ConvertAll(songs[7], value => value + (float)(0.05 * noise.NextGaussian()));

        var pair = Assert.Single(SameSound.Find([.. songs.Append(stored).Select(values => SoundPrint.Of(new NpyMatrix(values, 20, 32)))]));

        Assert.Equal((7, 24), (pair.First, pair.Second));
    }

    /// <summary>20 clips of 32 bands: a timbre of the song's own that grows brighter or duller, and half a decibel by no rule.</summary>
    private static float[] Brightening(ulong seed, double slope)
    {
        var rng = new Rng(seed);
        var timbre = Enumerable.Range(0, 32).Select(_ => 6 * rng.NextGaussian()).ToArray();
        return [.. from clip in Enumerable.Range(0, 20)
                   from band in Enumerable.Range(0, 32)
                   select (float)(timbre[band] + (slope * (clip - 9.5) * (band - 15.5) / 16) + (0.5 * rng.NextGaussian()))];
    }

    private static SoundPrint Print(float[] song)
    {
        var vectors = new List<float>();
        var clips = new ClipVectors(FrontEnds.Create(FrontEnds.LogMel, ClipSamples), vectors.AddRange);
        clips.Write(song);
        clips.Finish();
        return SoundPrint.Of(new NpyMatrix([.. vectors], clips.Clips, vectors.Count / clips.Clips));
    }

    /// <summary>As a poor encoder gives it back: softer, the treble dull, noise added, and so many samples of silence first.</summary>
    private static float[] Stored(float[] song, int shift)
    {
        var rng = new Rng(77);
        var stored = new float[shift + song.Length];
        var before = 0f;
        for (var i = 0; i < song.Length; i++)
        {
            before += 0.7f * (song[i] - before);
            stored[shift + i] = 0.6f * before;
        }

        for (var i = 0; i < stored.Length; i++)
            stored[i] += 0.002f * (float)rng.NextGaussian();
        return stored;
    }
}
