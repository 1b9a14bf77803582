using System.Net;
using System.Net.Sockets;

namespace PlayCount.Segmentation.Sourcing;

/// <summary>A host is at an address where we do not go unless it is named.</summary>
/// <param name="host">The host.</param>
/// <param name="address">Its address.</param>
/// <param name="kind">What kind of address that is.</param>
internal sealed class PrivateHostException(string host, IPAddress address, string kind) : Exception(
    $"'{host}' is at {address}, a {kind} address. Where that is meant, name the host: --private-host {host}, "
        + "or Segmentation:Audio:PrivateHosts.")
{
    /// <summary>The host.</summary>
    public string Host => host;
}

/// <summary>
/// Connects to hosts. Every address that a name has is checked, and the connection goes to one of those that were checked: a name that is
/// looked up again may lead elsewhere.
/// </summary>
/// <param name="privateHosts">Hosts that may be anywhere.</param>
/// <param name="resolve">Looks a name up.</param>
internal sealed class GuardedConnection(
    IEnumerable<string> privateHosts, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    private readonly HashSet<string> _privateHosts = [.. privateHosts.Select(Plain)];

    /// <summary>Makes a connection, for <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    /// <exception cref="PrivateHostException">The host is at a private address, and is not named.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = await resolve(Plain(host.Host), cancellationToken);
        if (!_privateHosts.Contains(Plain(host.Host)))
        {
            foreach (var address in addresses)
            {
                if (PrivateAddress.Kind(address) is { } kind)
                    throw new PrivateHostException(Plain(host.Host), address, kind);
            }
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>As it stands in settings: in lower case, without the brackets of an IPv6 address and without a dot at its end.</summary>
    private static string Plain(string host) => host.Trim('[', ']').TrimEnd('.').ToLowerInvariant();
}
