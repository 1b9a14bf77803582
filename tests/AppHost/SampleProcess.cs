using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PlayCount.AppHost.Tests;

/// <summary>An AppHost as a process of its own: the sample, or the product's.</summary>
internal sealed partial class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    public SampleProcess(params string[] arguments)
        : this(typeof(Program).Assembly.Location, arguments)
    {
    }

    private SampleProcess(string assembly, string[] arguments) =>
        _process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    /// <summary>The product's AppHost.</summary>
    public static SampleProcess Product(params string[] arguments) => new(AppHostFiles.Assembly, arguments);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public int Id => _process.Id;

    /// <summary>Processes the AppHost started, found in what it printed.</summary>
    public IReadOnlyList<int> Children => [.. _lines.Select(line => ChildLine().Match(line)).Where(match => match.Success)
        .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))];

    /// <summary>Reads what it prints up to the line; gives that.</summary>
    public async Task<string> ReadToAsync(string part)
    {
        do
        {
            _lines.Add(await _process.StandardOutput.ReadLineAsync(Token)
                ?? throw new InvalidOperationException($"The AppHost ended before '{part}':\n{string.Join('\n', _lines)}"));
        }
        while (!_lines[^1].Contains(part, StringComparison.Ordinal));
        return _lines[^1];
    }

    /// <summary>Its exit code, and everything it printed.</summary>
    public async Task<(int ExitCode, string Output, string Error)> EndAsync()
    {
        var error = _process.StandardError.ReadToEndAsync(Token);
        _lines.AddRange((await _process.StandardOutput.ReadToEndAsync(Token)).Split('\n'));
        await _process.WaitForExitAsync(Token);
        return (_process.ExitCode, string.Join('\n', _lines), await error);
    }

    /// <summary>Ends when no process is left of those the AppHost started.</summary>
    public async Task ChildrenGoneAsync()
    {
        while (Children.Any(Runs))
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    // A process that ended stays as state Z until whoever took it over asks for its exit code.
    private static bool Runs(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or IOException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"(?:runs as process|sleeper) (\d+)")]
    private static partial Regex ChildLine();
}
