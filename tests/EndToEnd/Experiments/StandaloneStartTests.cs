using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class StandaloneStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private (string, string) Data => ("Data__Folder", _folder.In("data"));

    private (string, string) Root => ("Experiments__Roots__0", _folder.Path);

    [Fact]
    public async Task It_does_not_start_without_a_data_folder() => await AssertRefusedAsync("Data:Folder is empty; ", Root);

    [Fact]
    public async Task It_does_not_start_without_a_root() => await AssertRefusedAsync("Experiments:Roots names no folder; ", Data);

    [Fact]
    public async Task It_does_not_start_with_a_setting_that_is_no_number() =>
        await AssertRefusedAsync("Failed to convert configuration value 'soon' at 'Jobs:LeaseSeconds' ", Data, Root, ("Jobs__LeaseSeconds",
            "soon"));

    [Fact]
    public async Task It_does_not_start_with_an_address_that_is_no_broker_and_keeps_the_password_to_itself() =>
        await AssertRefusedAsync("ConnectionStrings:messaging begins with 'http:'; amqp://user:password@host:port is right, amqps:// for "
            + "TLS; without the setting messages stay in this process.\n", Data, Root,
            ("ConnectionStrings__messaging", "http://ann:secret@broker:5672"));

    [Fact]
    public async Task It_does_not_start_where_another_process_has_the_data_or_the_port()
    {
        await using var first = new StandaloneProcess(_folder.Path, Data, Root);
        await first.StartedAsync();

        await AssertRefusedAsync($"Another process works on the data in '{_folder.In("data")}'", Data, Root);
        await AssertRefusedAsync(
            $"Failed to bind to address {first.Address}: ", ("Data__Folder", _folder.In("more")), Root, ("Kestrel__Endpoints__Grpc__Url",
                first.Address));
    }

    [Fact]
    public async Task Told_to_end_it_ends_with_0()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals are sent with its kill");
        await using var process = new StandaloneProcess(_folder.Path, Data, Root);
        await process.StartedAsync();

        process.Terminate();

        Assert.Equal((0, ""), await process.EndAsync());
    }

    [Fact]
    public async Task Told_to_end_it_ends_with_0_though_its_broker_never_came()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals are sent with its kill");
        await using var process = new StandaloneProcess(
            _folder.Path, Data, Root, ("ConnectionStrings__messaging", $"amqp://ann:secret@127.0.0.1:{LoopbackPort.Free()}"));
        await process.StartedAsync();

        process.Terminate();

        Assert.Equal((0, ""), await process.EndAsync());
        Assert.DoesNotContain("secret", await process.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task AssertRefusedAsync(string reason, params (string Name, string Value)[] settings)
    {
        await using var process = new StandaloneProcess(_folder.Path, settings);

        var (status, error) = await process.EndAsync();

        Assert.Equal(1, status);
        Assert.StartsWith($"PlayCount.Standalone: {reason}", error, StringComparison.Ordinal);
        Assert.Equal(error.Length - 1, error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Equal("", await process.Output);
    }
}
