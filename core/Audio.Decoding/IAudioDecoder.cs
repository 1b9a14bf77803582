namespace PlayCount.Audio.Decoding;

/// <summary>One open audio file, read block by block.</summary>
internal interface IAudioDecoder : IDisposable
{
    int SampleRateHz { get; }

    int Channels { get; }

    /// <summary>Frames (samples a channel) that the container says it holds, or null where it does not say.</summary>
    long? StatedFrames { get; }

    /// <summary>Decodes the next frames.</summary>
    /// <param name="interleaved">Shape (frames * channels), filled from its start.</param>
    /// <returns>Frames decoded, 0 at the end.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or ends before its container says it does.</exception>
    int ReadFrames(Span<float> interleaved);
}
