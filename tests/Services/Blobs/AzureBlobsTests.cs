using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using PlayCount.ServiceDefaults.Blobs;
using PlayCount.ServiceDefaults.Jobs;
using PlayCount.Services.Tests.Servers;

namespace PlayCount.Services.Tests.Blobs;

/// <summary>Blobs in Azure's storage, as Azurite imitates it.</summary>
[Trait("Set", "Full")]
public sealed class AzureBlobsTests(Azurite server) : BlobStoreTests, IAsyncLifetime
{
    private BlobContainerClient _container = null!;

    protected override IBlobStore Blobs => new AzureBlobs(_container);

    protected override int Everything => _container.Exists()
        ? _container.GetBlobs(new GetBlobsOptions { States = BlobStates.All }).Count()
        : 0;

    public async ValueTask InitializeAsync()
    {
        await server.StartAsync();
        var client = new BlobServiceClient(server.ConnectionString, new BlobClientOptions { Retry = { MaxRetries = 0 } });
        _container = client.GetBlobContainerClient($"test-{Guid.NewGuid():N}");
    }

    [Fact]
    public void Holds_nothing_before_its_container_is_made_and_makes_it_once()
    {
        Assert.Empty(Blobs.List(""));
        Assert.Empty(Blobs.Folders());
        Assert.False(Blobs.Exists("a"));

        new AzureBlobs(_container).MakeContainer(TestContext.Current.CancellationToken);
        new AzureBlobs(_container).MakeContainer(TestContext.Current.CancellationToken);

        Assert.True(_container.Exists(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Makes_its_container_again_when_somebody_has_deleted_it()
    {
        var blobs = Blobs;
        blobs.Write("a", _ => { });
        _container.Delete(cancellationToken: TestContext.Current.CancellationToken);

        blobs.Write("b", stream => stream.WriteByte(1));

        Assert.Equal(["b"], blobs.List(""));
    }

    [Fact]
    public void Never_mixes_two_blobs_when_one_is_replaced_while_it_is_read()
    {
        Blobs.Write("a", stream => stream.Write(new byte[10 << 20]));
        using var read = Blobs.OpenRead("a");
        read.ReadByte();
        Blobs.Write("a", stream => stream.Write(new byte[12 << 20]));

        var failure = Assert.Throws<IOException>(() => read.CopyTo(Stream.Null));

        Assert.StartsWith("The blob storage did not read 'a': 412 ConditionNotMet.", failure.Message, StringComparison.Ordinal);
        Assert.True(JobFailure.IsTransient(failure));
    }

    [Fact]
    public void Tells_on_one_line_that_the_storage_is_away_and_that_this_may_pass()
    {
        var nowhere = new BlobServiceClient(
            server.ConnectionString.Replace($":{server.Port}/", ":1/", StringComparison.Ordinal),
            new BlobClientOptions { Retry = { MaxRetries = 1, Delay = TimeSpan.Zero } });
        var blobs = new AzureBlobs(nowhere.GetBlobContainerClient("none"));

        Action[] calls =
        [
            () => blobs.Exists("a"), () => blobs.OpenRead("a"), () => blobs.Delete("a"), () => blobs.List(""),
            () => blobs.Write("a", _ => { }),
        ];

        foreach (var call in calls)
        {
            var failure = Assert.Throws<IOException>(call);
            Assert.DoesNotContain('\n', failure.Message);
            Assert.Contains("is it running", failure.Message, StringComparison.Ordinal);
            Assert.True(JobFailure.IsTransient(failure));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_container is not null)
            await _container.DeleteIfExistsAsync();
    }
}
