namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>A dashboard for all tests of a class.</summary>
public sealed class RunningDashboard : IAsyncLifetime
{
    internal DashboardProgram Program { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Program = await DashboardProgram.StartAsync();

    public ValueTask DisposeAsync() => Program.DisposeAsync();
}
