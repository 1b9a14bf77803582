using System.Diagnostics;
using PlayCount.Cli;
using PlayCount.Tests;

namespace PlayCount.EndToEnd.Tests;

public sealed class StoppingTests
{
    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task A_signal_ends_the_work_in_order_with_128_and_its_number(string signal, int status)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals are sent with its kill");
        using var folder = new TemporaryFolder();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
            [typeof(PlayCountCommand).Assembly.Location, "sample", "triplets", "--rows", "1000000000", "--out", folder.In("t.tsv")])
        {
            RedirectStandardError = true,
        })!;
        await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);

        Outside.Run("kill", "-s", signal, $"{process.Id}");

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(status, process.ExitCode);
        Assert.EndsWith("\nplaycount: stopped.\n", error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
