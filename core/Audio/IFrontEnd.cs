namespace PlayCount.Audio;

/// <summary>Turns one clip into the network's input vector. Implementations keep scratch memory: one instance a thread.</summary>
public interface IFrontEnd
{
    /// <summary>The name used in options and folders, for example <c>log-mel</c>.</summary>
    string Name { get; }

    /// <summary>Length of the vector for clips of <see cref="ClipSamples"/> samples.</summary>
    int ValuesPerClip { get; }

    /// <summary>Samples in a clip, mono, at 22,050 Hz.</summary>
    int ClipSamples { get; }

    /// <summary>Whether the vector is to be standardized on the training songs before a network sees it.</summary>
    bool Standardized { get; }

    /// <summary>Computes the vector of one clip.</summary>
    /// <param name="clip">Shape (<see cref="ClipSamples"/>), in [-1, 1].</param>
    /// <param name="vector">Shape (<see cref="ValuesPerClip"/>), overwritten.</param>
    void Compute(ReadOnlySpan<float> clip, Span<float> vector);
}
