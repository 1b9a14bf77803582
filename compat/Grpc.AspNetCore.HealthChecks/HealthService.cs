using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Grpc.AspNetCore.HealthChecks;

/// <summary>Answers grpc.health.v1 for the server as a whole, the service named "".</summary>
/// <remarks>Source: "GRPC Health Checking Protocol", gRPC documentation.</remarks>
internal sealed class HealthService(HealthCheckService checks, CurrentHealth current, IHostApplicationLifetime lifetime)
    : Grpc.Health.V1.Health.HealthBase
{
    public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
    {
        if (!IsWhole(request))
            throw new RpcException(new Status(StatusCode.NotFound, $"No health is told of '{request.Service}': ask for the service ''."));
        return new() { Status = await RunAsync(context.CancellationToken) };
    }

    public override async Task Watch(
        HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            if (IsWhole(request))
                await TellChangesAsync(responseStream, ended.Token);
            await responseStream.WriteAsync(new() { Status = ServingStatus.ServiceUnknown }, ended.Token);
            await Task.Delay(Timeout.Infinite, ended.Token);
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The server stops: it says so, and does not let its end wait for this call's.
            await responseStream.WriteAsync(new() { Status = ServingStatus.NotServing }, context.CancellationToken);
        }
    }

    private static bool IsWhole(HealthCheckRequest request) => request.Service.Length == 0;

    private async Task TellChangesAsync(IServerStreamWriter<HealthCheckResponse> responses, CancellationToken ended)
    {
        await RunAsync(ended);
        while (true)
        {
            var (status, changed) = current.Read();
            await responses.WriteAsync(new() { Status = status }, ended);
            await changed.WaitAsync(ended);
        }
    }

    private async Task<ServingStatus> RunAsync(CancellationToken cancellationToken) =>
        current.Set(await checks.CheckHealthAsync(cancellationToken));
}
