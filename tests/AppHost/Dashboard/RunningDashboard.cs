namespace PlayCount.AppHost.Tests.Dashboard;

/// <summary>A dashboard for all tests of a class.</summary>
public sealed class RunningDashboard : IAsyncLifetime
{
    private DashboardProgram? _program;

    internal DashboardProgram Program => _program ?? throw new InvalidOperationException("The dashboard did not start.");

    public async ValueTask InitializeAsync() => _program = await DashboardProgram.StartAsync();

    public ValueTask DisposeAsync() => _program?.DisposeAsync() ?? default;
}
