using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace PlayCount.AppHost;

/// <summary>What a backing can be made of here.</summary>
/// <param name="IsGenuine">The AppHost was built with the genuine Aspire packages.</param>
/// <param name="HasContainers">A container runtime answers.</param>
/// <param name="MissingPrograms">The servers' programs that are not there.</param>
/// <param name="MissingStrings">The connection strings that nobody gave.</param>
internal sealed record Surroundings(
    bool IsGenuine, Func<bool> HasContainers, Func<IReadOnlyList<string>> MissingPrograms, IReadOnlyList<string> MissingStrings)
{
    private const string Emulator = "LocalServers:azurite-blob";

    private static readonly TimeSpan RuntimeLimit = TimeSpan.FromSeconds(10);
    private static readonly string[] Programs = ["rabbitmq-server", "mariadbd", "azurite-blob"];
    private static readonly string[] Strings = ["messaging", "catalog", "blobs"];

    // Where systems put servers that users need not find.
    private static readonly string[] Folders = ["/usr/lib/rabbitmq/bin", "/usr/sbin", "/usr/local/sbin", "/usr/local/bin"];

    /// <summary>Those of this machine. The emulator that infra/install.sh fetched is made known where there is no other.</summary>
    /// <param name="configuration">Settings.</param>
    /// <param name="appHostFolder">The AppHost's folder in the repository.</param>
    public static Surroundings Of(IConfiguration configuration, string appHostFolder)
    {
        var fetched = Path.GetFullPath("../tests/node_modules/.bin/azurite-blob", appHostFolder);
        if (configuration[Emulator] is null && !IsThere("azurite-blob") && File.Exists(fetched))
            configuration[Emulator] = fetched;
        return Of(configuration);
    }

    private static Surroundings Of(IConfiguration configuration) => new(
        typeof(Surroundings).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Any(entry => entry is { Key: "PackageSet", Value: "genuine" }),
        () => Answers("docker") || Answers("podman"),
        () => [.. Programs.Where(program => configuration[$"LocalServers:{program}"] is null && !IsThere(program))],
        [.. Strings.Where(name => string.IsNullOrWhiteSpace(configuration.GetConnectionString(name)))
            .Select(name => $"ConnectionStrings__{name}")]);

    private static bool IsThere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Concat(Folders).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static bool Answers(string runtime)
    {
        if (!IsThere(runtime))
            return false;
        using var process = Process.Start(
            new ProcessStartInfo(runtime, ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(RuntimeLimit))
            return process.ExitCode == 0;
        process.Kill(entireProcessTree: true);
        return false;
    }
}
