using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Blobs;

/// <summary>Where blobs lie in a storage account; section <c>Blobs</c>.</summary>
public sealed class BlobOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Blobs";

    /// <summary>
    /// The container of all blobs: 3 to 63 lower-case letters, digits and single hyphens, beginning and ending with a letter or digit;
    /// default <c>playcount</c>. All services of an installation share it.
    /// </summary>
    [Required]
    [StringLength(63, MinimumLength = 3)]
    [RegularExpression("[a-z0-9]+(-[a-z0-9]+)*", ErrorMessage = "Blobs:Container is no name of a container: "
        + "3 to 63 lower-case letters, digits and single hyphens between them are right, such as playcount.")]
    public string Container { get; set; } = "playcount";
}
