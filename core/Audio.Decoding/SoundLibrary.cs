using System.Runtime.InteropServices;

namespace PlayCount.Audio.Decoding;

/// <summary>Finds and loads libsndfile, on the first file that needs it.</summary>
internal static class SoundLibrary
{
    private static readonly Version FirstWithMp3 = new(1, 1, 0);

    private static readonly Lazy<nint> Library = new(() => Load(Names));

    /// <summary>The library's handle.</summary>
    /// <exception cref="SoundLibraryException">It is not installed.</exception>
    public static nint Loaded => Library.Value;

    private static string[] Names =>
        OperatingSystem.IsWindows() ? ["sndfile", "libsndfile-1", "libsndfile"]
        : OperatingSystem.IsMacOS() ? ["libsndfile.1.dylib", "/opt/homebrew/lib/libsndfile.1.dylib", "/usr/local/lib/libsndfile.1.dylib"]
        : ["libsndfile.so.1"];

    /// <summary>Loads the first of these names that is there.</summary>
    public static nint Load(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        throw new SoundLibraryException(
            $"MP3, Ogg, Opus, FLAC and AIFF need the library libsndfile, which is not installed (looked for {string.Join(", ", names)}). "
            + "Install it (Debian and Ubuntu: apt-get install libsndfile1; macOS: brew install libsndfile; Windows: sndfile.dll of "
            + "libsndfile's release beside the program), or bring the songs as WAV.");
    }

    /// <summary>Refuses versions that cannot decode MP3.</summary>
    /// <param name="version">As the library gives it, for example <c>libsndfile-1.2.0</c>.</param>
    public static void NeedsMp3(string version)
    {
        var number = version.Split('-').ElementAtOrDefault(1);
        if (Version.TryParse(number, out var found) && found < FirstWithMp3)
        {
            throw new SoundLibraryException(
                $"The installed {version} cannot decode MP3: libsndfile {FirstWithMp3} or newer can "
                + "(Debian 12, Ubuntu 22.10 and later have it). Install a newer one, or bring the songs as WAV, Ogg or FLAC.");
        }
    }
}
