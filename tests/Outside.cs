using System.Diagnostics;

namespace PlayCount.Tests;

/// <summary>What a test may use from outside the repository: programs, the shared data folder. Absent: the test is skipped, by
/// name.</summary>
internal static class Outside
{
    /// <summary>The repository's root: the folder above the test's binary that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file or folder of the shared data, or a skip that says it is absent.</summary>
    public static string Data(string relativePath)
    {
        var path = Path.GetFullPath(Path.Combine(Root, "..", "shared", "data", relativePath));
        Assert.SkipUnless(Path.Exists(path), $"needs data: shared/data/{relativePath} is not beside the repository");
        return path;
    }

    /// <summary>Skips the test unless the program is on the PATH.</summary>
    public static void NeedsProgram(string program, string package) =>
        Assert.SkipUnless(Find(program) is not null, $"needs {program}: apt-get install {package}");

    /// <summary>Debian's Python, which Debian's modules belong to, or a skip that names the missing one.</summary>
    public static string NeedsPython(string module, string package)
    {
        const string Python = "/usr/bin/python3";
        const string Probe = "import importlib.util, sys; print(importlib.util.find_spec(sys.argv[1]) is not None)";
        Assert.SkipUnless(
            File.Exists(Python) && Run(Python, "-c", Probe, module).Output.Trim() == "True", $"needs {module}: apt-get install {package}");
        return Python;
    }

    /// <summary>Runs a program to its end and gives what it printed; fails the test when it exits with another status than 0.</summary>
    public static (string Output, string Error) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)} exited with {process.ExitCode}: {error.Result}");
        return (output, error.Result);
    }

    /// <summary>The program's full path on the PATH, or null.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PlayCount.Aspire.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"No folder above '{AppContext.BaseDirectory}' holds PlayCount.Aspire.sln.");
    }
}
