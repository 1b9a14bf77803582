using System.Net;
using Grpc.Net.Client;
using PlayCount.Contracts.V1;
using Service = PlayCount.Contracts.V1.Experiments;

namespace PlayCount.EndToEnd.Tests.Experiments;

/// <summary>The service of experiments as a process of its own, with the settings that lie beside it.</summary>
public sealed class ExperimentsAloneTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task It_answers_gRPC_on_one_port_and_pages_on_another()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var process = StandaloneProcess.Alone(
            "Experiments", _folder.Path, ("Data__Folder", _folder.In("data")), ("Experiments__Roots__0", _folder.Path));
        await process.StartedAsync();
        using var channel = GrpcChannel.ForAddress(process.Address);
        using var pages = new HttpClient { BaseAddress = new Uri(process.Pages) };

        var listed = await new Service.ExperimentsClient(channel).ListAsync(new ListRequest(), cancellationToken: cancel);
        using var page = await pages.GetAsync("/", cancel);
        using var health = await pages.GetAsync("/health", cancel);

        Assert.Empty(listed.Experiments);
        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version11), (page.StatusCode, page.Version));
        Assert.Contains("/experiments/new", await page.Content.ReadAsStringAsync(cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
    }

    public void Dispose() => _folder.Dispose();
}
