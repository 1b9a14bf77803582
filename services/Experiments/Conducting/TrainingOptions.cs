using System.ComponentModel.DataAnnotations;

namespace PlayCount.Experiments.Conducting;

/// <summary>Where Training answers calls; section <c>Training</c>.</summary>
public sealed class TrainingOptions : IValidatableObject
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Training";

    /// <summary>
    /// Address of Training, such as <c>http://_grpc.training</c>, which service discovery resolves, or <c>http://host:5331</c>. None, the
    /// default: nothing is asked of it, and experiments show what messages tell.
    /// </summary>
    public string? Address { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Address) && !(Uri.TryCreate(Address, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" && address.PathAndQuery == "/"))
        {
            yield return new($"{Section}:Address '{Address}' is no address of a service: one such as http://_grpc.training or "
                + "https://host:5331 is right, or none.");
        }
    }
}
