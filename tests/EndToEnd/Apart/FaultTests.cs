using PlayCount.Faults;

namespace PlayCount.EndToEnd.Tests.Apart;

/// <summary>A little of what bench/faults does at length: every part of the application is killed once in the middle of its work.</summary>
[Trait("Set", "Full"), Collection("local applications")]
public sealed class FaultTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task What_is_killed_at_its_work_changes_no_result_and_leaves_nothing_behind()
    {
        LocalServers.Needed();
        var said = new StringWriter();
        await using var campaign = new Campaign(_folder.Path, new Random(1), StudySize.Small, said);
        try
        {
            await campaign.PrepareAsync(TestContext.Current.CancellationToken);
            await campaign.KillServicesAsync(1, TestContext.Current.CancellationToken);
            await campaign.KillServersAsync(1, TestContext.Current.CancellationToken);
            await campaign.KillHostAsync(1, TestContext.Current.CancellationToken);
            await campaign.FinishAsync(TestContext.Current.CancellationToken);
        }
        finally
        {
            output.WriteLine(said.ToString());
        }

        Assert.Empty(campaign.Wrong);
    }

    public void Dispose() => _folder.Dispose();
}
