using PlayCount.Songs;

namespace PlayCount.Audio;

/// <summary>The front ends by name.</summary>
public static class FrontEnds
{
    /// <summary>The samples themselves.</summary>
    public const string Raw = "raw";

    /// <summary>Mean and deviation of 128 mel bands in 4 spans: 1,024 values.</summary>
    public const string LogMel = "log-mel";

    /// <summary>Every frame of the mel spectrogram: frames * 128 values.</summary>
    public const string LogMelFull = "log-mel-full";

    /// <summary>Mean and deviation of 20 mel-frequency cepstral coefficients in 4 spans: 160 values.</summary>
    public const string Mfcc = "mfcc";

    /// <summary>Longest clip, in samples: 380 s.</summary>
    public const int MaxClipSamples = 1 << 23;

    /// <summary>The names <see cref="Create"/> knows.</summary>
    public static IReadOnlyList<string> Names { get; } = [Raw, LogMel, LogMelFull, Mfcc];

    /// <summary>Makes a front end with scratch memory of its own: one a thread.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="clipSamples">
    /// Samples in a clip at 22,050 Hz: up to 8,388,608; at least 1 for <c>raw</c>, 1,536 (4 frames) for the others.
    /// </param>
    /// <exception cref="ArgumentException">No front end has this name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The clip is too short or too long.</exception>
    public static IFrontEnd Create(string name, int clipSamples)
    {
        if (clipSamples is < 1 or > MaxClipSamples)
        {
            throw new ArgumentOutOfRangeException(
                nameof(clipSamples), $"A clip of {clipSamples} samples cannot be used: 1 to {MaxClipSamples} can.");
        }

        return name switch
        {
            Raw => new RawFrontEnd(clipSamples),
            LogMel => new LogMelFrontEnd(clipSamples),
            LogMelFull => new LogMelFullFrontEnd(clipSamples),
            Mfcc => new MfccFrontEnd(clipSamples),
            _ => throw new ArgumentException($"'{Shown.Shorten(name)}' is no front end: {string.Join(", ", Names)} are.", nameof(name)),
        };
    }
}
