namespace PlayCount.ServiceDefaults.Files;

/// <summary>Has a folder to itself while it is held: one process at a time.</summary>
public sealed class FolderLock : IDisposable
{
    /// <summary>Name of the file that is held; it stays there.</summary>
    public const string FileName = ".lock";

    private const int WindowsSharingViolation = unchecked((int)0x80070020); // ERROR_SHARING_VIOLATION
    private const int LinuxWouldBlock = 11; // EWOULDBLOCK of flock
    private const int BsdWouldBlock = 35; // the same on macOS and the BSDs

    private readonly FileStream _held;

    private FolderLock(FileStream held) => _held = held;

    /// <summary>Makes the folder and takes it, or gives null where another process has it.</summary>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FolderLock? TryTake(string folder) => TryTake(folder, FileName);

    /// <summary>Makes the folder and takes what a file of it stands for, or gives null where another process has that.</summary>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static FolderLock? TryTake(string folder, string fileName)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new(new FileStream(Path.Combine(folder, fileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            return null;
        }
    }

    /// <summary>Lets others have the folder.</summary>
    public void Dispose() => _held.Dispose();

    /// <summary>Whether another process has the file: .NET tells that by the system's own number only.</summary>
    private static bool IsHeldByAnother(IOException e) => e.HResult == (OperatingSystem.IsWindows() ? WindowsSharingViolation
        : OperatingSystem.IsLinux() ? LinuxWouldBlock : BsdWouldBlock);
}
