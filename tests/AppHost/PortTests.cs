using System.Net;
using System.Net.Sockets;

namespace PlayCount.AppHost.Tests;

public sealed class PortTests
{
    /// <summary>From here on the system lends ports to outgoing connections.</summary>
    private const int FirstLent = 32768;

    [Fact]
    public async Task That_nobody_asked_for_are_below_those_the_system_lends()
    {
        var builder = EchoApplication.Builder();
        var echo = EchoApplication.Echo(builder, "echo").WithEndpoint(name: "raw");
        await using var application = await EchoApplication.StartAsync(builder);

        Assert.InRange(echo.GetEndpoint("http").Port, 10000, FirstLent - 1);
        Assert.InRange(echo.GetEndpoint("raw").Port, 10000, FirstLent - 1);
        Assert.NotEqual(echo.GetEndpoint("http").Port, echo.GetEndpoint("raw").Port);
    }

    [Fact]
    public async Task In_use_are_named_with_who_asked_and_what_to_do()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 15875);
        listener.Start();
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "echo").WithHttpEndpoint(port: 15875, name: "pages");

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => EchoApplication.StartAsync(builder));

        Assert.StartsWith(
            "Port 15875, asked for by endpoint 'pages' of resource 'echo', is in use", error.Message, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains($"is in use by process {Environment.ProcessId} (", error.Message, StringComparison.Ordinal);
        Assert.Contains("give the endpoint another port", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asked_for_twice_are_refused_with_both_names()
    {
        var builder = EchoApplication.Builder();
        EchoApplication.Echo(builder, "one").WithHttpEndpoint(port: 15876, name: "pages");
        EchoApplication.Echo(builder, "two").WithHttpEndpoint(targetPort: 15876, name: "rows");

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => EchoApplication.StartAsync(builder));

        Assert.Contains(
            "endpoint 'pages' of resource 'one' and by endpoint 'rows' of resource 'two'", error.Message, StringComparison.Ordinal);
    }
}
