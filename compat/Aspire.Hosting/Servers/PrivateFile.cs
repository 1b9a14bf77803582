namespace Aspire.Hosting.Servers;

/// <summary>A file that its owner alone may read; it is there whole or not at all.</summary>
internal static class PrivateFile
{
    public static void Write(string file, string text)
    {
        var draft = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(draft);
        using (var writer = new StreamWriter(draft, options))
            writer.Write(text);
        File.Move(draft, file, overwrite: true);
    }
}
