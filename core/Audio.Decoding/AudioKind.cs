namespace PlayCount.Audio.Decoding;

/// <summary>What a file is by its first bytes.</summary>
internal enum AudioKind
{
    Unknown,
    Wav,
    Mp3,
    Ogg,
    Flac,
    Aiff,
}

internal static class AudioKinds
{
    /// <summary>As many first bytes as are looked at.</summary>
    public const int MagicBytes = 12;

    /// <summary>Decides by content; only an MP3 that begins with something else is recognised by its extension.</summary>
    /// <param name="head">The first <see cref="MagicBytes"/> bytes, or all of a shorter file.</param>
    /// <param name="extension">Without dot, in any case.</param>
    public static AudioKind Recognise(ReadOnlySpan<byte> head, string extension)
    {
        var form = head.Length == MagicBytes ? head[8..] : [];
        if ((head.StartsWith("RIFF"u8) || head.StartsWith("RF64"u8)) && form.SequenceEqual("WAVE"u8))
            return AudioKind.Wav;
        if (head.StartsWith("FORM"u8) && (form.SequenceEqual("AIFF"u8) || form.SequenceEqual("AIFC"u8)))
            return AudioKind.Aiff;
        if (head.StartsWith("OggS"u8))
            return AudioKind.Ogg;
        if (head.StartsWith("fLaC"u8) || (head.StartsWith("ID3"u8) && IsExtension(extension, "flac")))
            return AudioKind.Flac;
        return head.StartsWith("ID3"u8) || IsMpegFrame(head) || IsExtension(extension, "mp3") ? AudioKind.Mp3 : AudioKind.Unknown;
    }

    private static bool IsExtension(string extension, string expected) => extension.Equals(expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>An MPEG audio frame: 11 set bits, then a version, a layer, a bit rate and a sample rate that exist.</summary>
    private static bool IsMpegFrame(ReadOnlySpan<byte> head) =>
        head is [0xFF, var second, var third, ..]
        && (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && (second & 0x06) != 0 && (third & 0xF0) != 0xF0 && (third & 0x0C) != 0x0C;
}
