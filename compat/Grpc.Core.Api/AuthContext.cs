using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Grpc.Core;

/// <summary>Who the client is known to be.</summary>
/// <param name="peerIdentityPropertyName">The property that names it; null where it is not known.</param>
/// <param name="properties">All properties, by name.</param>
[SuppressMessage("Design", "CA1002:Do not expose generic lists", Justification = "The genuine package's signature.")]
public class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    /// <summary>The property that names the client; null where it is not known.</summary>
    public string? PeerIdentityPropertyName { get; } = peerIdentityPropertyName;

    /// <summary>Whether the client is known.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>The properties that name the client.</summary>
    public IEnumerable<AuthProperty> PeerIdentity => IsPeerAuthenticated ? FindPropertiesByName(PeerIdentityPropertyName!) : [];

    /// <summary>All properties.</summary>
    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(some => some);

    /// <summary>The properties of a name.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) => properties.GetValueOrDefault(propertyName, []);
}

/// <summary>A property of a known client.</summary>
public class AuthProperty
{
    private readonly byte[] _value;

    private AuthProperty(string name, byte[] value) => (Name, _value) = (name, value);

    /// <summary>The property's name.</summary>
    public string Name { get; }

    /// <summary>The property's value, read as UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(_value);

    /// <summary>A property.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new(name, [.. valueBytes]);
    }
}
