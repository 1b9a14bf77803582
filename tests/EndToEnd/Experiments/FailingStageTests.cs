using System.IO.Compression;
using PlayCount.Experiments.Conducting;

namespace PlayCount.EndToEnd.Tests.Experiments;

public sealed class FailingStageTests(FinishedRun run) : IClassFixture<FinishedRun>, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunInput _input = new();

    [Theory]
    [InlineData("triplets", Stage.Selecting, "line")]
    [InlineData("mapping", Stage.Mapping, "mapping.zip")]
    [InlineData("audio", Stage.Cutting, "None of 14 shared songs has usable audio in ")]
    public async Task It_fails_with_the_reason_and_goes_on_once_that_is_mended(string damaged, string stage, string reason)
    {
        await using var services = await ServicesHost.StartAsync(_folder.In("data"), [run.Input.In(""), _input.In("")]);
        ZipFile.CreateFromDirectory(_input.Mapping, _input.In("mapping.zip"));
        var settings = SmallStudy.Settings(_input);
        settings.Mapping = _input.In("mapping.zip");
        var mend = Damage(damaged);

        await services.Desk.StartAsync("beside", SmallStudy.Request(run.Input), TestContext.Current.CancellationToken);
        await services.Desk.StartAsync(
            "broken", PlayCount.Experiments.Serving.RequestedSettings.Read(settings), TestContext.Current.CancellationToken);
        var failed = await services.EndAsync("broken");
        mend();
        await services.Desk.ResumeAsync("broken", TestContext.Current.CancellationToken);
        var (mended, beside) = (await services.EndAsync("broken"), await services.EndAsync("beside"));

        Assert.Equal((ExperimentState.Failed, stage), (failed.State, failed.Stage));
        Assert.Contains(reason, failed.Failure, StringComparison.Ordinal);
        SmallStudy.AssertSame(run, services, mended);
        SmallStudy.AssertSame(run, services, beside);
    }

    public void Dispose()
    {
        _input.Dispose();
        _folder.Dispose();
    }

    /// <returns>Mends it.</returns>
    private Action Damage(string what)
    {
        switch (what)
        {
            case "audio":
                Directory.Move(_input.Audio, _input.In("elsewhere"));
                Directory.CreateDirectory(_input.Audio);
                return () =>
                {
                    Directory.Delete(_input.Audio);
                    Directory.Move(_input.In("elsewhere"), _input.Audio);
                };
            case "mapping":
                return Replace(_input.In("mapping.zip"), bytes => bytes[..(bytes.Length / 2)]);
            default:
                return Replace(_input.Triplets, bytes => [.. bytes, .. "no row\n"u8]);
        }
    }

    private static Action Replace(string path, Func<byte[], byte[]> damage)
    {
        var whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, damage(whole));
        return () => File.WriteAllBytes(path, whole);
    }
}
