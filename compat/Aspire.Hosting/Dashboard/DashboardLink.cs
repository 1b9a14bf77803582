using System.Threading.Channels;
using Aspire.Dashboard.V1;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Orchestration;
using Grpc.Core;
using Grpc.Net.Client;

namespace Aspire.Hosting.Dashboard;

/// <summary>The call to the dashboard: tells it what resources do and print, and does what it asks.</summary>
/// <param name="application">The AppHost's name.</param>
/// <param name="resources">All of them.</param>
/// <param name="notifications">What they do.</param>
/// <param name="logs">What they print.</param>
/// <param name="orchestrator">Starts and stops them.</param>
internal sealed class DashboardLink(
    string application, IEnumerable<IResource> resources, ResourceNotificationService notifications, ResourceLoggerService logs,
    ResourceOrchestrator orchestrator)
{
    private const int Waiting = 1000;
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    /// <summary>How long the dashboard may take to read one message.</summary>
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);

    private readonly Channel<HostUpdate> _updates = Channel.CreateBounded<HostUpdate>(Waiting);
    private readonly Dictionary<string, Task<int>> _consoles = [];

    /// <summary>Connects as soon as the dashboard listens, and goes on until the token ends it.</summary>
    /// <exception cref="RpcException">The dashboard is gone, or lets nobody in.</exception>
    /// <exception cref="TimeoutException">It no longer reads what it is told.</exception>
    public async Task RunAsync(DashboardAddress address, Action onConnected, CancellationToken cancellationToken)
    {
        using var channel = GrpcChannel.ForAddress(address.OtlpGrpc, new GrpcChannelOptions
        {
            InitialReconnectBackoff = FirstRetry,
            MaxReconnectBackoff = LastRetry,
        });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var call = new Application.ApplicationClient(channel).Connect(new CallOptions(
            new Metadata { { "x-resource-api-key", address.ResourceKey } }, cancellationToken: over.Token).WithWaitForReady());
        if (!await call.ResponseStream.MoveNext(over.Token))
            return;
        onConnected();

        Task[] parts = [SendAsync(call.RequestStream, over.Token), FollowAsync(over.Token), ObeyAsync(call.ResponseStream, over.Token)];
        var ended = await Task.WhenAny(parts);
        await over.CancelAsync();
        // The others end because they are cancelled; what the first of them ended with counts.
        await Task.WhenAll(parts).ContinueWith(_ => { }, TaskScheduler.Default);
        await Task.WhenAll(_consoles.Values).ContinueWith(_ => { }, TaskScheduler.Default);
        await ended;
    }

    private async Task SendAsync(IClientStreamWriter<HostUpdate> to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(new HostUpdate { Application = application }, cancellationToken);
        await foreach (var update in _updates.Reader.ReadAllAsync(cancellationToken))
            await to.WriteAsync(update, cancellationToken).WaitAsync(SendLimit, cancellationToken);
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var description = new ResourceDescription(resources);
        var states = new Dictionary<string, string>();
        await foreach (var update in notifications.WatchAsync(cancellationToken))
        {
            var told = description.Of(update);
            await _updates.Writer.WriteAsync(new HostUpdate { Resource = told }, cancellationToken);
            // A resource that is started again prints again.
            if (!states.TryGetValue(told.Name, out var last) || (told.State == KnownResourceStates.Starting && last != told.State))
            {
                _consoles[told.Name] = PrintAsync(
                    told.Name, _consoles.GetValueOrDefault(told.Name) ?? Task.FromResult(0), cancellationToken);
            }

            states[told.Name] = told.State;
        }
    }

    /// <summary>Tells the lines that come after those which were told before; gives the number of the last.</summary>
    private async Task<int> PrintAsync(string resource, Task<int> before, CancellationToken cancellationToken)
    {
        var told = await before;
        await foreach (var lines in logs.WatchAsync(resource).WithCancellation(cancellationToken))
        {
            foreach (var line in lines.Where(line => line.LineNumber > told))
            {
                told = line.LineNumber;
                var update = new ConsoleLine { Resource = resource, Number = told, Text = line.Content, IsError = line.IsErrorMessage };
                await _updates.Writer.WriteAsync(new HostUpdate { Line = update }, cancellationToken);
            }
        }

        return told;
    }

    private async Task ObeyAsync(IAsyncStreamReader<HostCommand> commands, CancellationToken cancellationToken)
    {
        await foreach (var command in commands.ReadAllAsync(cancellationToken))
        {
            try
            {
                await (command.Name switch
                {
                    "start" => orchestrator.StartResourceAsync(command.Resource),
                    "stop" => orchestrator.StopResourceAsync(command.Resource),
                    "restart" => orchestrator.RestartResourceAsync(command.Resource),
                    _ => throw new DistributedApplicationException($"'{command.Name}' is no command: start, stop and restart are."),
                });
            }
            catch (DistributedApplicationException failure)
            {
                await _updates.Writer.WriteAsync(new HostUpdate { Notice = failure.Message }, cancellationToken);
            }
        }
    }
}
