using System.ComponentModel.DataAnnotations;

namespace PlayCount.ServiceDefaults.Health;

/// <summary>Who may ask for health, and how long an answer may take; section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Health";

    /// <summary>
    /// One of the ports that the service listens on, 1 to 65,535: there health is told to other machines too, such as the probes of an
    /// orchestrator. It should be a port that is not published. None, the default: health is told to this machine alone.
    /// </summary>
    [Range(1, 65_535)]
    public int? Port { get; set; }

    /// <summary>Seconds after which a check that has no limit of its own has failed; 0.1 to 60, default 5.</summary>
    [Range(0.1, 60)]
    public double CheckSeconds { get; set; } = 5;
}
