using PlayCount.Audio;
using PlayCount.Tests;

namespace PlayCount.Core.Tests;

/// <summary>A folder in which a Python script with NumPy works on files of the test; gone after it.</summary>
internal sealed class AudioNumPy : IDisposable
{
    private readonly string _python;
    private readonly DirectoryInfo _folder;

    /// <summary>Skips the test where NumPy is not installed.</summary>
    public AudioNumPy()
    {
        _python = Outside.NeedsPython("numpy", "python3-numpy");
        _folder = Directory.CreateTempSubdirectory("playcount-numpy-");
    }

    public string this[string file] => Path.Combine(_folder.FullName, file);

    /// <summary>Runs a script that finds the folder in <c>sys.argv[1]</c> and works inside it; gives what it printed.</summary>
    public string Run(string script) =>
        Outside.Run(_python, "-c", "import os, sys; os.chdir(sys.argv[1])\n" + script, _folder.FullName).Output;

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
