using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.Servers;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Azure;

/// <summary>Azurite's blob service.</summary>
internal sealed class AzuriteServer(string name, IConfiguration configuration) : LocalServer(name)
{
    private static readonly ServerProgram Azurite = new("azurite-blob", "/usr/local/bin", "npm install --global azurite");

    public required AzureStorageResource Storage { private get; init; }

    // Clients are newer than the emulator now and then, which says nothing about what they use of it. It calls nobody.
    public override ProcessStartInfo Start() => new(Azurite.Find(configuration),
    [
        "--blobHost", "127.0.0.1", "--blobPort", Storage.Blobs.Port.ToString(CultureInfo.InvariantCulture),
        "--location", Folder, "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry", "--silent",
    ])
    {
        WorkingDirectory = Folder,
    };
}
