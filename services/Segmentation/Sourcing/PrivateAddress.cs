using System.Net;
using System.Net.Sockets;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>Addresses that nobody outside a machine or a network of its own has.</summary>
/// <remarks>Source: the IANA registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890 and those it was extended by).</remarks>
internal static class PrivateAddress
{
    private static readonly (string Network, string Kind)[] V4 =
    [
        ("0.0.0.0/8", "unspecified"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "shared (carrier-grade NAT)"),
        ("127.0.0.0/8", "loopback"),
        ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"), ("192.0.0.0/24", "reserved"), ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "reserved"), ("192.168.0.0/16", "private"), ("198.18.0.0/15", "benchmark"), ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"),
    ];

    private static readonly (string Network, string Kind)[] V6 =
    [
        ("::1/128", "loopback"), ("::/128", "unspecified"), ("64:ff9b:1::/48", "reserved"), ("100::/64", "discard"),
        ("2001::/23", "reserved"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"), ("5f00::/16", "reserved"), ("fc00::/7", "private"), ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"), ("ff00::/8", "multicast"),
    ];

    /// <summary>
    /// Networks of IPv6 that hold an IPv4 address, but for those mapped, which the library knows; and where its 4 bytes begin.
    /// </summary>
    private static readonly (string Network, int At)[] Embedding =
        [("64:ff9b::/96", 12), ("2002::/16", 2), ("::/96", 12), ("::ffff:0:0:0/96", 12)];

    private static readonly (IPNetwork Network, string Kind)[] Networks =
        [.. V4.Concat(V6).Select(network => (IPNetwork.Parse(network.Network), network.Kind))];

    private static readonly (IPNetwork Network, int At)[] Embeddings =
        [.. Embedding.Select(network => (IPNetwork.Parse(network.Network), network.At))];

    /// <summary>What kind of private address it is; null for one of the public network.</summary>
    public static string? Kind(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            return Kind(address.MapToIPv4());
        // Without the zone of an IPv6 address.
        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address;
        foreach (var (network, kind) in Networks)
        {
            if (network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain))
                return kind;
        }

        return plain.AddressFamily switch
        {
            AddressFamily.InterNetwork => null,
            AddressFamily.InterNetworkV6 => OfEmbedded(plain),
            _ => "unknown",
        };
    }

    private static string? OfEmbedded(IPAddress address)
    {
        foreach (var (network, at) in Embeddings)
        {
            if (network.Contains(address))
                return Kind(new IPAddress(address.GetAddressBytes().AsSpan(at, sizeof(int))));
        }

        return null;
    }
}
