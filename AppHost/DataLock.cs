namespace PlayCount.AppHost;

/// <summary>Has the data folder to itself: one AppHost at a time.</summary>
internal static class DataLock
{
    private const string FileName = "apphost.lock";

    /// <summary>Makes the folder and takes it; the end of the process, however it comes, gives it back.</summary>
    /// <exception cref="DistributedApplicationException">Another AppHost has it, or it cannot be written.</exception>
    public static IDisposable Take(string data)
    {
        try
        {
            Directory.CreateDirectory(data);
            return new FileStream(Path.Combine(data, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The data folder '{data}' cannot be taken; another AppHost works in it, or it cannot be written ({e.Message}): "
                + "end the other, or give another folder with --data DIR.", e);
        }
    }
}
