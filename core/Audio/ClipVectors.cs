namespace PlayCount.Audio;

/// <summary>Takes the vector of the next clip, shape (values a clip); valid during the call only.</summary>
public delegate void VectorAction(ReadOnlySpan<float> vector);

/// <summary>Turns a song's samples into the vectors of its clips, each handed on once its clip is full.</summary>
public sealed class ClipVectors
{
    private readonly IFrontEnd _frontEnd;
    private readonly ClipAssembler _assembler;
    private readonly VectorAction _full;
    private readonly float[] _vector;
    private long _written;

    /// <param name="frontEnd">Turns a clip into its vector.</param>
    /// <param name="full">Is given each vector.</param>
    public ClipVectors(IFrontEnd frontEnd, VectorAction full)
    {
        ArgumentNullException.ThrowIfNull(frontEnd);
        (_frontEnd, _full, _vector) = (frontEnd, full, new float[frontEnd.ValuesPerClip]);
        _assembler = new ClipAssembler(frontEnd.ClipSamples, Compute);
    }

    /// <summary>Full clips so far.</summary>
    public int Clips => _assembler.Clips;

    /// <summary>Seconds so far.</summary>
    public double Seconds => (double)_written / ClipCutter.SampleRateHz;

    /// <summary>Takes the next samples at 22,050 Hz.</summary>
    public void Write(ReadOnlySpan<float> samples)
    {
        _written += samples.Length;
        _assembler.Write(samples);
    }

    /// <summary>Takes as many of the next samples at 22,050 Hz as fill the clip that is begun.</summary>
    /// <returns>How many were taken.</returns>
    public int WriteToClipEnd(ReadOnlySpan<float> samples)
    {
        var taken = (int)Math.Min(samples.Length, _frontEnd.ClipSamples - (_written % _frontEnd.ClipSamples));
        Write(samples[..taken]);
        return taken;
    }

    /// <summary>Ends the song: a clip that was begun is filled up with zeros.</summary>
    public void Finish() => _assembler.Finish();

    private void Compute(ReadOnlySpan<float> clip)
    {
        _frontEnd.Compute(clip, _vector);
        _full(_vector);
    }
}
