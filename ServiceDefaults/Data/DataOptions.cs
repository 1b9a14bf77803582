using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>
/// Where the rows and blobs of a process lie that have no server: without <c>ConnectionStrings:catalog</c> the rows, without
/// <c>ConnectionStrings:blobs</c> the blobs; section <c>Data</c>.
/// </summary>
public sealed class DataOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Data";

    /// <summary>
    /// A folder of this process alone, made when it is not there; a relative one begins at the working directory.
    /// No default: it must be given, unless both rows and blobs have a server.
    /// </summary>
    [Required(ErrorMessage = "Data:Folder is empty; the folder for the service's tables and blobs is right: "
        + "set Data__Folder, or start it with --Data:Folder PATH. Without one, rows need ConnectionStrings:catalog (MySQL) and blobs "
        + "ConnectionStrings:blobs (Azure storage).")]
    public string Folder { get; set; } = "";
}
