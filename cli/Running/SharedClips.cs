using System.Runtime.InteropServices;

namespace PlayCount.Cli.Running;

/// <summary>
/// Clips and features of another run that was cut alike. The files are the same ones under a second name, or copies where the disk has no
/// such links; each is checked against its song's entry like the run's own.
/// </summary>
internal static partial class SharedClips
{
    private static readonly string[] Folders = ["clips", "features"];

    /// <summary>Takes over what is not there yet.</summary>
    /// <exception cref="IOException">A file can be neither linked nor copied.</exception>
    public static void Take(string from, string to)
    {
        foreach (var folder in Folders.Where(folder => Directory.Exists(Path.Combine(from, folder))))
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(from, folder), "*", SearchOption.AllDirectories))
            {
                var target = Path.Combine(to, Path.GetRelativePath(from, file));
                if (File.Exists(target))
                    continue;
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                if (OperatingSystem.IsWindows() || Link(file, target) != 0)
                    File.Copy(file, target);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string added);
}
