using System.Globalization;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace PlayCount.Faults;

/// <summary>The blobs in the application's local storage, read from outside.</summary>
internal sealed class StoredBlobs(LocalApplication application)
{
    // The account that every Azurite has. Source: Azure's documentation, "Well-known storage account and key".
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>Writes all blobs of an experiment below a folder.</summary>
    public async Task DownloadAsync(string experiment, string folder, CancellationToken cancellationToken)
    {
        var container = Container();
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = experiment + "/" }, cancellationToken))
        {
            var file = Path.Combine(folder, blob.Name[(experiment.Length + 1)..]);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await container.GetBlobClient(blob.Name).DownloadToAsync(file, cancellationToken);
        }
    }

    private BlobContainerClient Container()
    {
        var port = application.Resource("storage").Endpoints.Values.First().Port.ToString(CultureInfo.InvariantCulture);
        return new BlobContainerClient(
            $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};",
            "playcount");
    }
}
