using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Listens on the one port of an endpoint that several processes serve, and leads each connection to one of them.</summary>
internal sealed class ReplicaProxy : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly TcpListener[] _listeners;
    private readonly IReadOnlyList<int> _targets;

    public ReplicaProxy(EndpointAnnotation endpoint)
    {
        _targets = endpoint.ReplicaPorts;
        IPAddress[] addresses = Socket.OSSupportsIPv6 ? [IPAddress.Loopback, IPAddress.IPv6Loopback] : [IPAddress.Loopback];
        _listeners = [.. addresses.Select(address => new TcpListener(address, endpoint.AllocatedPort!.Value))];
        foreach (var listener in _listeners)
        {
            try
            {
                listener.Start();
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressNotAvailable)
            {
                continue;
            }

            _ = AcceptAsync(listener);
        }
    }

    public void Dispose()
    {
        _stopping.Cancel();
        Array.ForEach(_listeners, listener => listener.Dispose());
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptTcpClientAsync(_stopping.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The application has ended.
        }
    }

    private async Task ServeAsync(TcpClient caller)
    {
        using (caller)
        using (var served = await ConnectAsync())
        {
            if (served is null)
                return;
            caller.NoDelay = served.NoDelay = true;
            await Task.WhenAll(CopyAsync(caller, served), CopyAsync(served, caller));
        }
    }

    /// <summary>A connection to one of the processes, chosen at random from those that take it; null: none does.</summary>
    private async Task<TcpClient?> ConnectAsync()
    {
        foreach (var port in Random.Shared.GetItems([.. _targets], 1).Concat(_targets).Distinct())
        {
            var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, _stopping.Token);
                return client;
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                client.Dispose();
            }
        }

        return null;
    }

    // One side that has said all ends its direction alone: the answer may still be on its way.
    private async Task CopyAsync(TcpClient from, TcpClient to)
    {
        try
        {
            await from.GetStream().CopyToAsync(to.GetStream(), _stopping.Token);
            to.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            from.Close();
            to.Close();
        }
    }
}
