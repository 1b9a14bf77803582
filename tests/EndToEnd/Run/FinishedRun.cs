namespace PlayCount.EndToEnd.Tests;

/// <summary>One finished run of the usual small input, for tests that only read it.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    internal RunInput Input { get; } = new();

    internal string Folder => Input.In("out");

    internal PlayCountRun Console { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Console = await Input.SucceedAsync("out");

    public ValueTask DisposeAsync()
    {
        Input.Dispose();
        return ValueTask.CompletedTask;
    }
}
