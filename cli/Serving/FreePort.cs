using System.Net;
using System.Net.Sockets;

namespace PlayCount.Cli.Serving;

/// <summary>A port of 127.0.0.1 that nobody listens on.</summary>
internal static class FreePort
{
    // Above these, systems lend ports to outgoing connections, and one of those can take a server's port while it restarts.
    private const int First = 10_000;
    private const int End = 32_768;
    private const int Attempts = 1_000;

    public static int Choose(int besides = 0)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(First, End);
            if (port != besides && IsFree(port))
                return port;
        }

        throw new IOException($"No free port was found from {First} to {End - 1}: end programs that listen, or give --port.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
        {
            return false;
        }
    }
}
