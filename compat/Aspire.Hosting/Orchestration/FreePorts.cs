using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Ports of this machine that nobody listens on.</summary>
/// <remarks>
/// Below 32768: above, systems lend ports to outgoing connections, and one of those can take a server's port while it restarts.
/// </remarks>
internal static class FreePorts
{
    private const int First = 10000;
    private const int End = 32768;
    private const int Attempts = 1000;

    private static readonly HashSet<int> Chosen = [];

    /// <summary>A free port that was not chosen before.</summary>
    public static int Choose(IReadOnlySet<int>? taken = null)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (taken?.Contains(port) is true || !IsFree(port))
                continue;
            lock (Chosen)
            {
                if (Chosen.Add(port))
                    return port;
            }
        }

        throw new DistributedApplicationException(
            $"{Attempts} ports between {First} and {End - 1}, chosen at random, are in use: end programs that listen, or ask for ports.");
    }

    public static bool IsFree(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            // A machine without this address has nobody listening there.
            return true;
        }
    }
}
