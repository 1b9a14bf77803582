using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Servers;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.MySql;

/// <summary>mariadbd, which speaks MySQL's protocol, with files of its own beside every other one of this machine.</summary>
internal sealed class MariaDbServer(string name, IConfiguration configuration) : LocalServer(name)
{
    private const string Debian = "apt-get install mariadb-server";

    // Data are there whole or not at all. A mariadbd that starts deletes every temporary table it finds, another server's too, so each has
    // a folder of its own for them.
    private const string Script = """
        set -e
        data=$1 user=$2 install=$3 server=$4
        shift 4
        mkdir -p temporary
        if [ ! -d "$data" ]; then
          rm -rf "$data.new"
          "$install" --no-defaults --datadir="$data.new" --user="$user" --auth-root-authentication-method=normal --skip-test-db \
            --tmpdir="$PWD/temporary"
          mv "$data.new" "$data"
        fi
        exec "$server" --no-defaults --datadir="$data" --user="$user" --tmpdir="$PWD/temporary" "$@"
        """;

    private static readonly ServerProgram Server = new("mariadbd", "/usr/sbin", Debian);
    private static readonly ServerProgram Install = new("mariadb-install-db", "/usr/bin", Debian);

    /// <summary>Who says port, password and databases.</summary>
    public MySqlServerResource Resource { private get; set; } = null!;

    public override ProcessStartInfo Start()
    {
        var folder = Folder;
        var initFile = Path.Combine(folder, "init.sql");
        PrivateFile.Write(initFile, Statements());
        PrivateFile.Write(Path.Combine(folder, "client.cnf"), Client());
        return new ProcessStartInfo("/bin/sh",
        [
            "-c", Script, "mariadb",
            Path.Combine(folder, "data"), Environment.UserName, Install.Find(configuration), Server.Find(configuration),
            "--bind-address=127.0.0.1", $"--port={Resource.PrimaryEndpoint.Port}", "--skip-name-resolve", "--socket=mysql.sock",
            "--pid-file=mariadbd.pid", $"--init-file={initFile}", "--character-set-server=utf8mb4",
            "--max-allowed-packet=64M", // what MySQL has by default
        ])
        {
            WorkingDirectory = folder,
        };
    }

    // For whoever operates it: mariadb --defaults-file=client.cnf, and mariadb-dump likewise.
    private string Client()
    {
        var password = Resource.PasswordParameter.Value.Replace(@"\", @"\\", StringComparison.Ordinal);
        return $"""
            [client]
            host = 127.0.0.1
            port = {Resource.PrimaryEndpoint.Port}
            user = {MySqlServerResource.UserName}
            password = "{password.Replace("\"", "\\\"", StringComparison.Ordinal)}"

            """;
    }

    // Run at every start before anybody can connect: a new password is taken, a database that is there stays. One statement a line.
    private string Statements()
    {
        var password = Quoted(Resource.PasswordParameter.Value);
        string[] users = [$"'{MySqlServerResource.UserName}'@'localhost'", $"'{MySqlServerResource.UserName}'@'127.0.0.1'"];
        return string.Concat(users.Select(user => $"CREATE USER IF NOT EXISTS {user};\nALTER USER {user} IDENTIFIED BY {password};\n"
                + $"GRANT ALL PRIVILEGES ON *.* TO {user} WITH GRANT OPTION;\n"))
            + string.Concat(Resource.Databases.Values.Select(
                database => $"CREATE DATABASE IF NOT EXISTS `{database.Replace("`", "``", StringComparison.Ordinal)}`;\n"));
    }

    private static string Quoted(string text) =>
        $"'{text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
}
