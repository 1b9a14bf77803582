namespace PlayCount.Audio;

/// <summary>Takes the next clip, shape (clip samples), in [-1, 1]; valid during the call only.</summary>
public delegate void ClipAction(ReadOnlySpan<float> clip);

/// <summary>Collects samples to clips, each handed on once it is full; a song is never in memory as a whole.</summary>
/// <remarks>Gives the clips of <see cref="ClipCutter.Cut"/>: the last one filled up with zeros, none after an exact multiple.</remarks>
public sealed class ClipAssembler
{
    private readonly float[] _clip;
    private readonly ClipAction _full;
    private int _filled;

    /// <param name="clipSamples">Samples in a clip.</param>
    /// <param name="full">Is given each clip.</param>
    public ClipAssembler(int clipSamples, ClipAction full)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clipSamples, 1);
        (_clip, _full) = (new float[clipSamples], full);
    }

    /// <summary>Clips handed on so far.</summary>
    public int Clips { get; private set; }

    /// <summary>Takes the next samples at 22,050 Hz, and clamps them to [-1, 1]: lossy codecs and the resampler overshoot.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var taken = samples[..Math.Min(samples.Length, _clip.Length - _filled)];
            for (var i = 0; i < taken.Length; i++)
                _clip[_filled + i] = Math.Clamp(taken[i], -1f, 1f);
            _filled += taken.Length;
            samples = samples[taken.Length..];
            if (_filled == _clip.Length)
                HandOn();
        }
    }

    /// <summary>Ends the song: a clip that was begun is filled up with zeros and handed on.</summary>
    public void Finish()
    {
        if (_filled == 0)
            return;
        _clip.AsSpan(_filled).Clear();
        HandOn();
    }

    private void HandOn()
    {
        _filled = 0;
        Clips++;
        _full(_clip);
    }
}
