using System.Globalization;
using Dapper;
using MySqlConnector;
using PlayCount.Services.Tests.Servers;
using PlayCount.Tests;

[assembly: AssemblyFixture(typeof(MariaDb))]

namespace PlayCount.Services.Tests.Servers;

/// <summary>Debian's MariaDB as a process of the tests, with its data in a temporary folder; started by the first who asks.</summary>
public sealed class MariaDb : IDisposable
{
    private const string Server = "/usr/sbin/mariadbd"; // not on everybody's PATH
    private const string Installer = "mariadb-install-db";
    private const string Package = "mariadb-server";
    private const string Temporary = "temporary";

    private readonly SemaphoreSlim _turn = new(1);
    private DirectoryInfo? _folder;
    private ServerProcess? _process;
    private int _databases;

    /// <summary>Where it listens, once it was asked for.</summary>
    public int Port { get; } = LoopbackPort.Free();

    /// <summary>Makes a database of its own for the caller and gives its connection string.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        await StartAsync();
        var name = $"test{Interlocked.Increment(ref _databases)}";
        await using var connection = new MySqlConnection(ConnectionString(""));
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await connection.ExecuteAsync($"CREATE DATABASE {name}");
        return ConnectionString(name);
    }

    /// <summary>Starts it where it does not run.</summary>
    public async Task StartAsync()
    {
        Assert.SkipUnless(File.Exists(Server), $"needs {Server}: apt-get install {Package}");
        Outside.NeedsProgram(Installer, Package);
        await _turn.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            _folder ??= Install();
            _process ??= await ServerProcess.StartAsync(Server, "ready for connections", [
                .. Common(_folder),
                $"--port={Port.ToString(CultureInfo.InvariantCulture)}",
                "--bind-address=127.0.0.1",
                $"--socket={Path.Combine(_folder.FullName, "socket")}",
                $"--pid-file={Path.Combine(_folder.FullName, "pid")}",
                "--character-set-server=latin1", // a server that was not set up for us
                "--innodb-flush-log-at-trx-commit=2",
            ]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Kills it; its data stay.</summary>
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

    public string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={Port.ToString(CultureInfo.InvariantCulture)};User ID=root;Database={database}";

    private static DirectoryInfo Install()
    {
        var folder = Directory.CreateTempSubdirectory("playcount-mariadb-");
        folder.CreateSubdirectory(Temporary);
        Outside.Run(Installer, [.. Common(folder), "--auth-root-authentication-method=normal", "--skip-test-db"]);
        return folder;
    }

    private static IEnumerable<string> Common(DirectoryInfo folder) =>
    [
        "--no-defaults", $"--datadir={Path.Combine(folder.FullName, "data")}", $"--user={Environment.UserName}",
        $"--tmpdir={Path.Combine(folder.FullName, Temporary)}", // in a shared one, another server's start would delete its tables
    ];
}
