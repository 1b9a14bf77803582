using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Servers;

/// <summary>A server's program: the one that <c>LocalServers:name</c> says, else the one in its usual folder, else on the PATH.</summary>
/// <param name="name">The program's file name.</param>
/// <param name="folder">Where Debian and others put it although it is not on every PATH.</param>
/// <param name="install">The command that installs it.</param>
internal sealed class ServerProgram(string name, string folder, string install)
{
    /// <summary>The program's full path.</summary>
    /// <exception cref="DistributedApplicationException">It is not there.</exception>
    public string Find(IConfiguration configuration)
    {
        var key = $"LocalServers:{name}";
        if (configuration[key] is { } given)
        {
            return File.Exists(given) ? Path.GetFullPath(given) : throw new DistributedApplicationException(
                $"{key} says '{given}', which is no file: the path of the program {name} is right");
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Prepend(folder)
            .Select(place => Path.Combine(place, name)).FirstOrDefault(File.Exists) ?? throw new DistributedApplicationException(
                $"the program {name} is neither in {folder} nor on the PATH: install it ('{install}'), or set {key} to its path");
    }
}
