namespace PlayCount.Audio;

/// <summary>What every front end asks of its arguments.</summary>
internal static class ClipCheck
{
    /// <summary>Refuses a clip or vector of another length than promised, and samples that are no numbers.</summary>
    public static void Require(IFrontEnd frontEnd, ReadOnlySpan<float> clip, Span<float> vector)
    {
        if (clip.Length != frontEnd.ClipSamples)
        {
            throw new ArgumentException(
                $"The clip has {clip.Length} samples; this front end was made for {frontEnd.ClipSamples}.", nameof(clip));
        }

        if (vector.Length != frontEnd.ValuesPerClip)
        {
            throw new ArgumentException(
                $"The vector has room for {vector.Length} values; '{frontEnd.Name}' gives {frontEnd.ValuesPerClip}.", nameof(vector));
        }

        for (var i = 0; i < clip.Length; i++)
        {
            if (!float.IsFinite(clip[i]))
                throw new ArgumentException($"Sample {i} of the clip is {clip[i]}; every sample must be a finite number.", nameof(clip));
        }
    }
}
