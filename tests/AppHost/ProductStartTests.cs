using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PlayCount.Tests;

namespace PlayCount.AppHost.Tests;

/// <summary>What keeps the product's AppHost from starting is told in one line.</summary>
public sealed class ProductStartTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProductStartTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "needs Linux: signals and /proc");

    [Fact]
    public async Task Is_refused_while_another_works_in_the_data_folder()
    {
        using var held = DataLock.Take(_folder.Path);

        Assert.Equal(
            $"Another AppHost works in the data folder '{_folder.Path}': end it, or give another folder with --data DIR.",
            await RefusalAsync("--backing", "embedded"));
    }

    [Fact]
    public async Task Is_refused_while_a_port_is_in_use_and_says_by_whom()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 15880);
        try
        {
            listener.Start();
        }
        catch (SocketException)
        {
            // Somebody else listens there, which is as good.
        }

        Assert.Matches(
            "^Port 15880, asked for by endpoint 'Http' of resource 'standalone', is in use by process [0-9]+ \\(.*: end the program that",
            await RefusalAsync("--backing", "embedded"));
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task Is_refused_without_a_server_and_names_what_would_be_right()
    {
        ServersTests.Need();

        Assert.Equal(
            "Resource 'experiments' could not be started: Resource 'messaging' could not be started: LocalServers:rabbitmq-server says "
            + "'/nowhere', which is no file: the path of the program rabbitmq-server is right.",
            await RefusalAsync(
                "--backing", "local", "--LocalServers:rabbitmq-server", "/nowhere", "--DcpPublisher:RandomizePorts", "true"));
    }

    [Fact]
    [Trait("Set", "Full")]
    public async Task Is_broken_off_in_order_while_its_experiment_begins()
    {
        Outside.Run("dotnet", Path.Combine(Outside.Root, "cli", "bin", "Release", "net10.0", "playcount.dll"),
            "sample", "--out", _folder.In("sample"), "--songs", "20", "--users", "2");
        using var host = SampleProcess.Product("--backing", "embedded", "--data", _folder.Path, "--DcpPublisher:RandomizePorts", "true");
        await host.ReadToAsync("page: ");

        Outside.Run("kill", "-s", "TERM", host.Id.ToString(CultureInfo.InvariantCulture));

        var (exitCode, _, error) = await host.EndAsync();
        Assert.Equal((0, ""), (exitCode, error));
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The only line that it prints to standard error, with exit code 1.</summary>
    private async Task<string> RefusalAsync(params string[] arguments)
    {
        using var host = SampleProcess.Product([.. arguments, "--data", _folder.Path]);
        var (exitCode, output, error) = await host.EndAsync();
        Assert.True(exitCode == 1, $"{exitCode}: {output}{error}");
        return Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
