using System.Text;

namespace PlayCount.Cli;

/// <summary>
/// Standard error as long as it takes text: closed, full or gone it falls silent, for what is told there is no part of the work and must
/// not end it. Safe to use from many threads where the writer it stands for is.
/// </summary>
internal sealed class ErrorOutput : TextWriter
{
    private volatile TextWriter _writer;

    /// <param name="open">Gives the writer; may fail as a write may.</param>
    public ErrorOutput(Func<TextWriter> open)
    {
        _writer = Null;
        Try(() => _writer = open());
        IsConsole = ReferenceEquals(_writer, Console.Error);
    }

    /// <summary>Whether this stands for the process's own standard error, the only writer that can be a terminal.</summary>
    public bool IsConsole { get; }

    public override Encoding Encoding => _writer.Encoding;

    public override void Write(char value) => Try(() => _writer.Write(value));

    public override void Write(string? value) => Try(() => _writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Try(() => _writer.Write(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Try(() => _writer.WriteLine());

    public override void WriteLine(string? value) => Try(() => _writer.WriteLine(value));

    public override void Flush() => Try(() => _writer.Flush());

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception failure) when (failure is IOException or ObjectDisposedException or UnauthorizedAccessException)
        {
            _writer = Null;
        }
    }
}
