using System.Runtime.InteropServices;

namespace PlayCount.ServiceDefaults.Files;

/// <summary>Folders that nobody but the user whom the process runs as may change.</summary>
public static partial class OwnFolder
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    // Of statx(2), whose layout is the same on every processor.
    private const int AtWorkingFolder = -100; // AT_FDCWD
    private const uint WithUser = 0x8; // STATX_UID
    private const int StatusBytes = 256;
    private const int UserAt = 20; // stx_uid

    /// <summary>Makes a folder, readable by its owner alone, unless it is there.</summary>
    /// <returns>
    /// Null, or what is wrong with the one that is there, a clause: others may change it, or, as only Linux tells, it is another user's.
    /// </returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static string? Make(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return null;
        }

        Directory.CreateDirectory(folder, Owner);
        var mode = File.GetUnixFileMode(folder);
        if ((mode & OthersWrite) != 0)
            return $"may be changed by others (mode {Convert.ToString((int)mode, toBase: 8)}): mode 700 is right";
        return OperatingSystem.IsLinux() && User(folder) is var user && user != EffectiveUser()
            ? $"belongs to user {user}, and we are {EffectiveUser()}: one of our own is right"
            : null;
    }

    private static uint User(string path)
    {
        Span<byte> status = stackalloc byte[StatusBytes];
        if (Status(AtWorkingFolder, path, 0, WithUser, status) != 0)
            throw new IOException($"The system does not say whose '{path}' is: {Marshal.GetLastPInvokeErrorMessage()}.");
        return BitConverter.ToUInt32(status[UserAt..]);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Status(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();
}
