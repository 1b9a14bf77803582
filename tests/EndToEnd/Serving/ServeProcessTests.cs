using System.Text.Json;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

public sealed class ServeProcessTests(ServedRun run) : IClassFixture<ServedRun>
{
    private const int FirstPortLentToClients = 32_768;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Listens_tells_its_health_and_ends_with_0_when_it_is_told_to()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals are sent with its kill");
        using var server = ServedRun.Start("serve", "--data", run.Folder);
        var address = await ServedRun.AddressOfAsync(server);
        using var predict = ServedRun.Start("predict", "--address", address, "--user", "cem", "--song", RunInput.SongId(5));
        var answer = await predict.StandardOutput.ReadToEndAsync(Cancel);
        await predict.WaitForExitAsync(Cancel);

        Outside.Run("kill", "-s", "TERM", $"{server.Id}");
        var (rest, error) = (await server.StandardOutput.ReadToEndAsync(Cancel), await server.StandardError.ReadToEndAsync(Cancel));
        await server.WaitForExitAsync(Cancel);

        Assert.InRange(new Uri(address).Port, 1, FirstPortLentToClients - 1);
        Assert.Equal("cem", JsonDocument.Parse(answer).RootElement.GetProperty("userId").GetString());
        Assert.Equal((0, 0, ""), (predict.ExitCode, server.ExitCode, rest));
        Assert.Contains("12 models of 3 listeners are served; 0 are left out.", error, StringComparison.Ordinal);
        Assert.Contains("Health: http://127.0.0.1:", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_that_there_is_no_model_in_a_folder()
    {
        using var empty = new TemporaryFolder();
        using var server = ServedRun.Start("serve", "--data", empty.Path);
        var address = await ServedRun.AddressOfAsync(server);

        var refused = await PlayCountRun.OfAsync("predict", "--address", address, "--user", "ann", "--song", "SONG");
        Outside.Run("kill", "-s", "TERM", $"{server.Id}");
        var error = await server.StandardError.ReadToEndAsync(Cancel);
        await server.WaitForExitAsync(Cancel);

        Assert.Contains("refused, Unavailable: No model is loaded.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("0 models of 0 listeners are served", error, StringComparison.Ordinal);
    }
}
