using System.Text;
using Spectre.Console;

namespace PlayCount.Cli.Progress;

/// <summary>The terminal behind standard error, written to through another writer.</summary>
internal sealed class ErrorTerminal(TextWriter writer) : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput _terminal = new(Console.Error);

    public TextWriter Writer => writer;

    public bool IsTerminal => _terminal.IsTerminal;

    public int Width => _terminal.Width;

    public int Height => _terminal.Height;

    public void SetEncoding(Encoding encoding) => _terminal.SetEncoding(encoding);
}
