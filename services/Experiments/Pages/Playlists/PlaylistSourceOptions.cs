using System.ComponentModel.DataAnnotations;

namespace PlayCount.Experiments.Pages.Playlists;

/// <summary>Where Mapping answers calls; section <c>Mapping</c>.</summary>
public sealed class PlaylistSourceOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Mapping";

    /// <summary>
    /// Address of Mapping, such as <c>http://_grpc.mapping</c>, which service discovery resolves, or <c>http://host:5341</c>. None, the
    /// default: pages show no playlists.
    /// </summary>
    public string? Address { get; set; }

    /// <summary>Seconds that a page waits for it; 0.1 to 60, default 3.</summary>
    [Range(0.1, 60)]
    public double AnswerSeconds { get; set; } = 3;

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Address) && !(Uri.TryCreate(Address, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/"))
        {
            yield return new($"{Section}:Address '{Address}' is no address of a service: one such as http://_grpc.mapping or "
                + "https://host:5341 is right, or none.");
        }
    }
}
