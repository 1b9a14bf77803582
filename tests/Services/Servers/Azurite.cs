using System.Globalization;
using PlayCount.Services.Tests.Servers;
using PlayCount.Tests;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace PlayCount.Services.Tests.Servers;

/// <summary>Azure's blob storage as a process of the tests, with its data in a temporary folder; started by the first who asks.</summary>
public sealed class Azurite : IDisposable
{
    // The account that every Azurite has. Source: Azure's documentation, "Well-known storage account and key".
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly string Program =
        Path.Combine(Outside.Root, "tests", "node_modules", "azurite", "dist", "src", "blob", "main.js");

    private readonly SemaphoreSlim _turn = new(1);
    private DirectoryInfo? _folder;
    private ServerProcess? _process;

    /// <summary>Where it listens, once it was asked for.</summary>
    public int Port { get; } = LoopbackPort.Free();

    public string ConnectionString =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}/{Account};";

    /// <summary>Starts it where it does not run.</summary>
    public async Task StartAsync()
    {
        Outside.NeedsProgram("node", "nodejs");
        Assert.SkipUnless(File.Exists(Program), "needs tests/node_modules/azurite: infra/install.sh, or npm ci --prefix tests");
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _folder ??= Directory.CreateTempSubdirectory("playcount-azurite-");
            _process ??= await ServerProcess.StartAsync(Outside.Find("node")!, "successfully listens on", [
                Program,
                "--location", _folder.FullName,
                "--blobHost", "127.0.0.1",
                "--blobPort", Port.ToString(CultureInfo.InvariantCulture),
                "--skipApiVersionCheck",
                "--disableTelemetry",
                "--silent",
            ]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Kills it; what it has stored stays.</summary>
    public void Kill()
    {
        _process?.Dispose();
        _process = null;
    }

    public void Dispose()
    {
        Kill();
        _folder?.Delete(recursive: true);
        _turn.Dispose();
    }
}
