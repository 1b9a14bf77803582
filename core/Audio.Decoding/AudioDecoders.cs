namespace PlayCount.Audio.Decoding;

/// <summary>Chooses the decoder: by content first, by extension second.</summary>
internal static class AudioDecoders
{
    /// <summary>Opens an audio file.</summary>
    /// <param name="stream">Seekable; the caller disposes it after the decoder.</param>
    /// <param name="extension">Of the file's name, without dot.</param>
    /// <exception cref="InvalidDataException">The bytes are no audio that can be decoded, or are truncated.</exception>
    /// <exception cref="SoundLibraryException">The file needs libsndfile, which is not there.</exception>
    public static IAudioDecoder Open(Stream stream, string extension)
    {
        if (stream.Length == 0)
            throw new InvalidDataException("holds 0 bytes");
        Span<byte> head = stackalloc byte[AudioKinds.MagicBytes];
        stream.Position = 0;
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        var kind = AudioKinds.Recognise(head, extension);
        if (kind == AudioKind.Wav)
            return WavDecoder.Open(stream);
        if (kind == AudioKind.Unknown)
            throw new InvalidDataException($"no WAV, MP3, Ogg, FLAC or AIFF file: it begins with the bytes {Convert.ToHexString(head)}");
        StatedEnd.Check(stream, kind);
        return SndFileDecoder.Open(stream, kind);
    }
}
