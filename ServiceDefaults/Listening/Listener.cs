using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace PlayCount.ServiceDefaults.Listening;

/// <summary>
/// Has Kestrel listen: gRPC on one port, health on another. Only what <see cref="ListeningOptions"/> say, which were checked.
/// </summary>
internal sealed class Listener(IOptions<ListeningOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        var listening = options.Value;
        var address = IPAddress.Parse(listening.Address);
        var certificate = listening.IsEncrypted ? Certificate(listening) : null;
        kestrel.AddServerHeader = false;
        kestrel.Listen(address, listening.Port, endpoint => Speak(endpoint, HttpProtocols.Http2, certificate));
        kestrel.Listen(address, listening.HealthPort, endpoint => Speak(endpoint, HttpProtocols.Http1, certificate));
    }

    private static void Speak(ListenOptions endpoint, HttpProtocols protocols, X509Certificate2? certificate)
    {
        endpoint.Protocols = protocols;
        if (certificate is not null)
            endpoint.UseHttps(certificate);
    }

    private static X509Certificate2 Certificate(ListeningOptions listening)
    {
        using var fromPem = X509Certificate2.CreateFromPemFile(
            listening.CertificatePath!, string.IsNullOrWhiteSpace(listening.CertificateKeyPath) ? null : listening.CertificateKeyPath);
        // Windows takes no key for a server that was read from PEM and is in memory alone.
        return X509CertificateLoader.LoadPkcs12(fromPem.Export(X509ContentType.Pkcs12), null);
    }
}
