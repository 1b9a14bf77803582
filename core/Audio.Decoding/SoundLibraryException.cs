namespace PlayCount.Audio.Decoding;

/// <summary>The native library that decodes everything but WAV is not there or too old; nothing about one song.</summary>
public sealed class SoundLibraryException(string message) : Exception(message)
{
    /// <summary>Trying again helps only after something was installed.</summary>
    public static bool IsTransient => false;
}
