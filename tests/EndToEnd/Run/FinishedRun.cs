namespace PlayCount.EndToEnd.Tests;

/// <summary>One finished run of the usual small input, and one that trains longer, for tests that only read them.</summary>
public sealed class FinishedRun : IAsyncLifetime
{
    internal RunInput Input { get; } = new();

    internal string Folder => Input.In("out");

    internal PlayCountRun Console { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Console = await Input.SucceedAsync("out");

    /// <summary>The folder of the longer run, which the first test to ask for it waits for.</summary>
    internal async Task<string> LongAsync(string[] options)
    {
        if (!Directory.Exists(Input.In("long")))
            await Input.SucceedAsync("long", options);
        return Input.In("long");
    }

    public ValueTask DisposeAsync()
    {
        Input.Dispose();
        return ValueTask.CompletedTask;
    }
}
