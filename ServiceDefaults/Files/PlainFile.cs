namespace PlayCount.ServiceDefaults.Files;

/// <summary>Files that can be read as often as wanted. Nothing here opens one: opening a pipe could wait for ever.</summary>
public static class PlainFile
{
    /// <summary>The file that a path leads to, links followed to their end.</summary>
    public static FileInfo Follow(string path)
    {
        var named = new FileInfo(path);
        return named.LinkTarget is not null && named.ResolveLinkTarget(returnFinalTarget: true) is { } target
            ? new FileInfo(target.FullName)
            : named;
    }

    /// <summary>Refuses what is no file with content.</summary>
    /// <param name="path">The path.</param>
    /// <param name="shown">The path as the message begins with it.</param>
    /// <param name="right">What would be right, for example <c>a file of rows</c>.</param>
    /// <exception cref="FileNotFoundException">There is nothing of that path.</exception>
    /// <exception cref="InvalidDataException">It is empty, a folder, a pipe, a device or a socket, or a link to no file.</exception>
    public static void Require(string path, string shown, string right)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"{shown} is a folder; {right} is right.");
        if (!File.Exists(path))
            throw new FileNotFoundException($"{shown} is not there; {right} is right.", path);
        var file = Follow(path);
        if (!file.Exists)
            throw new InvalidDataException($"{shown} is a link to '{file.FullName}', where no file lies; {right} is right, no pipe.");
        if (file.Length == 0) // so have pipes, devices and sockets
            throw new InvalidDataException($"{shown} is empty (0 bytes), or a pipe, device or socket; {right} is right.");
    }
}
