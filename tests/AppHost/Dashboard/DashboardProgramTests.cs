namespace PlayCount.AppHost.Tests.Dashboard;

public sealed class DashboardProgramTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    [Fact]
    public async Task Says_first_where_it_listens_and_leaves_nothing_with_a_user_who_never_ran_one()
    {
        await using (await DashboardProgram.StartAsync(("HOME", _home.Path)))
        {
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(_home.Path));
    }

    public void Dispose() => _home.Dispose();
}
