using System.Diagnostics;
using PlayCount.Audio;
using PlayCount.Tests;

namespace PlayCount.Core.Tests;

/// <summary>A folder in which a Python script with NumPy works on files of the test; gone after it.</summary>
internal sealed class AudioNumPy : IDisposable
{
    private const string Python = "/usr/bin/python3"; // Debian's, which python3-numpy belongs to

    private readonly DirectoryInfo _folder;

    /// <summary>Skips the test where NumPy is not installed.</summary>
    public AudioNumPy()
    {
        Assert.SkipUnless(IsThere.Value, "needs numpy: apt-get install python3-numpy");
        _folder = Directory.CreateTempSubdirectory("playcount-numpy-");
    }

    private static Lazy<bool> IsThere { get; } = new(() =>
    {
        if (!File.Exists(Python))
            return false;
        using var process = Process.Start(new ProcessStartInfo(Python, ["-c", "import numpy"]) { RedirectStandardError = true })!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
    });

    public string this[string file] => Path.Combine(_folder.FullName, file);

    /// <summary>Runs a script that finds the folder in <c>sys.argv[1]</c> and works inside it; gives what it printed.</summary>
    public string Run(string script) =>
        Outside.Run(Python, "-c", "import os, sys; os.chdir(sys.argv[1])\n" + script, _folder.FullName).Output;

    public void Write(string file, ReadOnlySpan<float> values, int rows, int columns)
    {
        using var stream = File.Create(this[file]);
        Npy.Write(stream, values, rows, columns);
    }

    public NpyMatrix Read(string file)
    {
        using var stream = File.OpenRead(this[file]);
        return Npy.Read(stream);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
