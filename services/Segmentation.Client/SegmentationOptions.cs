using System.ComponentModel.DataAnnotations;

namespace PlayCount.Segmentation.Client;

/// <summary>Where sound that is not kept is cut; section <c>Segmentation</c>.</summary>
public sealed class SegmentationOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Segmentation";

    /// <summary>
    /// Address of Segmentation, such as <c>http://_grpc.segmentation</c>, which service discovery resolves, or <c>http://host:5321</c>.
    /// None, the default: this process cuts by itself.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Seconds a song may take there, from the first byte sent to the last vector; 0.1 to 3,600, default 120.</summary>
    [Range(0.1, 3_600)]
    public double CutSeconds { get; set; } = 120;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Address) && !(Uri.TryCreate(Address, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/"))
        {
            yield return new($"{Section}:Address '{Address}' is no address of a service: one such as http://_grpc.segmentation or "
                + "https://host:5321 is right, or none where this process cuts by itself.");
        }
    }
}
