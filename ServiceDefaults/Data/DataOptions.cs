using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Data;

/// <summary>Where the rows and blobs of a process lie; section <c>Data</c>.</summary>
public sealed class DataOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Data";

    /// <summary>
    /// A folder of this process alone, made when it is not there; a relative one begins at the working directory.
    /// No default: it must be given.
    /// </summary>
    [Required(ErrorMessage = "Data:Folder is empty; the folder for the service's tables and blobs is right: "
        + "set Data__Folder, or start it with --Data:Folder PATH.")]
    public string Folder { get; set; } = "";
}
