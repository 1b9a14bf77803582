using System.Globalization;
using PlayCount.Tests;

namespace PlayCount.Core.Tests.Evaluation;

/// <summary>A folder in which a Python script with scikit-learn works on numbers of the test; gone after it.</summary>
internal sealed class ScikitLearn : IDisposable
{
    /// <summary>Reads the matrices by name, <c>m("x")</c> and <c>v("y")</c>; prints rows of numbers to their last bit,
    /// <c>say(rows)</c>.</summary>
    private const string Begin = """
        import sys, numpy as np
        def m(name): return np.loadtxt(f"{sys.argv[1]}/{name}.txt", ndmin=2)
        def v(name): return m(name).ravel()
        def say(rows):
            for row in rows: print(*[repr(float(value)) for value in np.ravel(row)])

        """;

    private readonly string _python;
    private readonly DirectoryInfo _folder;

    /// <summary>Skips the test where scikit-learn is not installed.</summary>
    public ScikitLearn()
    {
        _python = Outside.NeedsPython("sklearn", "python3-sklearn");
        _folder = Directory.CreateTempSubdirectory("playcount-sklearn-");
    }

    /// <summary>Gives a matrix to the script, every number to its last bit.</summary>
    public void Write(string name, double[][] rows) => File.WriteAllLines(Path.Combine(_folder.FullName, name + ".txt"), rows.Select(
        row => string.Join(' ', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture)))));

    /// <summary>Runs a script; gives the rows that it says.</summary>
    public double[][] Run(string script) =>
        [.. Outside.Run(_python, "-c", Begin + script, _folder.FullName).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(
            line => line.Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];

    public void Dispose() => _folder.Delete(recursive: true);
}
