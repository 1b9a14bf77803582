using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Servers;

/// <summary>Healthy when a server, connected to and perhaps greeted, begins its protocol.</summary>
/// <param name="endpoint">Where it listens.</param>
/// <param name="greeting">What is sent first; empty where the server speaks first.</param>
/// <param name="answerBytes">How many bytes of its answer are looked at.</param>
/// <param name="isRight">Whether they begin the protocol.</param>
internal sealed class GreetingHealthCheck(
    EndpointReference endpoint, byte[] greeting, int answerBytes, Func<byte[], bool> isRight) : IHealthCheck
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var where = $"{endpoint.Host}:{endpoint.Port}";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(endpoint.Host, endpoint.Port, limit.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(greeting, limit.Token);
            var answer = new byte[answerBytes];
            await stream.ReadExactlyAsync(answer, limit.Token);
            return isRight(answer)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{where} is answered by something else ({Convert.ToHexString(answer)})");
        }
        catch (Exception e) when (e is SocketException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Unhealthy($"{where} did not answer: {e.Message}", e);
        }
    }
}
