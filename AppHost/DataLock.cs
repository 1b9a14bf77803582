namespace PlayCount.AppHost;

/// <summary>Has the data folder to itself: one AppHost at a time.</summary>
internal static class DataLock
{
    private const string FileName = "apphost.lock";

    // .NET tells a lock that another holds by the system's own number alone: of Windows, of Linux, of macOS and the BSDs.
    private static readonly int[] HeldByAnother = [unchecked((int)0x80070020), 11, 35];

    /// <summary>Makes the folder and takes it; the end of the process, however it comes, gives it back.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost has it, or it cannot be written.</exception>
    public static IDisposable Take(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
            return new FileStream(Path.Combine(data, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            throw new DistributedApplicationException(
                $"Another AppHost works in the data folder '{data}': end it, or give another folder with --data DIR.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data folder '{data}' cannot be written: {e.Message}. Give another with --data DIR.", e);
        }
    }
}
