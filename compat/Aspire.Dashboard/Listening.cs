using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Dashboard;

internal static class Listening
{
    /// <summary>Listens where the address says: on localhost, on an address of this machine, else on all of them.</summary>
    public static void ListenOn(this KestrelServerOptions kestrel, Uri address, HttpProtocols protocols)
    {
        if (address.Host == "localhost")
            kestrel.ListenLocalhost(address.Port, Speak);
        else if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip))
            kestrel.Listen(ip, address.Port, Speak);
        else
            kestrel.ListenAnyIP(address.Port, Speak);

        void Speak(ListenOptions listen) => listen.Protocols = protocols;
    }
}
