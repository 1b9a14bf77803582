using System.ComponentModel.DataAnnotations;
using System.Net;

namespace PlayCount.ServiceDefaults.Listening;

/// <summary>Where a service that answers calls listens, as a process of its own; section <c>&lt;service&gt;:Listening</c>.</summary>
public sealed class ListeningOptions : IValidatableObject
{
    private const int HighestPort = ushort.MaxValue;

    /// <summary>Section of the configuration, which the service's host sets.</summary>
    internal string Section { get; set; } = "Listening";

    /// <summary>IP address of this machine; default 127.0.0.1, which other machines cannot reach.</summary>
    [Required]
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>Port of gRPC, HTTP/2; 0 to 65,535, default: the service's own; 0: any free one.</summary>
    [Range(0, HighestPort)]
    public int Port { get; set; }

    /// <summary>Port of /health, HTTP/1; 0 to 65,535, default: the service's own; 0: any free one.</summary>
    [Range(0, HighestPort)]
    public int HealthPort { get; set; }

    /// <summary>PEM file of the server's certificate; with it both ports speak TLS.</summary>
    public string? CertificatePath { get; set; }

    /// <summary>PEM file of the certificate's key; the certificate's own file unless given.</summary>
    public string? CertificateKeyPath { get; set; }

    /// <summary>
    /// Whether other machines may call although nothing is encrypted: for a network that is trusted, or behind a proxy with TLS.
    /// </summary>
    public bool AllowUnencryptedCallsFromOtherMachines { get; set; }

    internal bool IsEncrypted => !string.IsNullOrWhiteSpace(CertificatePath);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out var address))
            yield return new($"{Section}:Address '{Address}' is no IP address: one such as 127.0.0.1, ::1 or 0.0.0.0 is right.");
        else if (!IPAddress.IsLoopback(address) && !IsEncrypted && !AllowUnencryptedCallsFromOtherMachines)
        {
            yield return new(
                $"{Section}:Address '{Address}' is open to other machines and nothing would be encrypted: give CertificatePath, "
                + $"or set {nameof(AllowUnencryptedCallsFromOtherMachines)}=true where the network is trusted.");
        }

        if (Port != 0 && Port == HealthPort)
            yield return new($"{Section}:Port and HealthPort are both {Port}: two ports are right.");
        foreach (var path in new[] { CertificatePath, CertificateKeyPath }.Where(
            path => !string.IsNullOrWhiteSpace(path) && !File.Exists(path)))
            yield return new($"{Section}: '{path}' is not there; a PEM file is right.");
    }
}
