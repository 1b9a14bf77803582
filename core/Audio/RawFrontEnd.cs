namespace PlayCount.Audio;

/// <summary>The samples as they are: the paper's front end.</summary>
internal sealed class RawFrontEnd(int clipSamples) : IFrontEnd
{
    public string Name => FrontEnds.Raw;

    public int ValuesPerClip => clipSamples;

    public int ClipSamples => clipSamples;

    public bool Standardized => false;

    public void Compute(ReadOnlySpan<float> clip, Span<float> vector)
    {
        ClipCheck.Require(this, clip, vector);

        clip.CopyTo(vector);
    }
}
