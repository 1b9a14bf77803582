using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Servers;

/// <summary>The server of a container resource as a plain process of this machine: where its files are, how it is started.</summary>
/// <param name="name">The resource's name.</param>
internal abstract class LocalServer(string name) : IResourceAnnotation
{
    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private string? _folder;

    /// <summary>Everything the server keeps, and its password; nobody else may read it.</summary>
    /// <exception cref="DistributedApplicationException">No folder was given, or it cannot be made.</exception>
    protected string Folder
    {
        get
        {
            var folder = _folder ?? throw new DistributedApplicationException(
                $"the server '{name}' has no folder: give it one with WithDataBindMount");
            if (OperatingSystem.IsWindows())
                return Directory.CreateDirectory(folder).FullName;
            return Directory.CreateDirectory(folder, OwnFolder).FullName;
        }
    }

    /// <summary>The server's password, made at its first start and kept beside its data.</summary>
    public string Password => KeptSecret.Of(Path.Combine(Folder, "password"));

    public void KeepIn(string folder) => _folder = folder;

    /// <summary>Writes the files the server starts with, and says how it is started.</summary>
    /// <exception cref="DistributedApplicationException">A program is missing.</exception>
    public abstract ProcessStartInfo Start();
}
