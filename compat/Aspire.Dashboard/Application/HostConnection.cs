using System.Threading.Channels;
using Aspire.Dashboard.V1;
using Grpc.Core;

namespace Aspire.Dashboard.Application;

/// <summary>The AppHost's call: takes what it tells, and hands on what the pages ask of it.</summary>
internal sealed class HostConnection(HostState state) : V1.Application.ApplicationBase
{
    public override async Task Connect(
        IAsyncStreamReader<HostUpdate> requestStream, IServerStreamWriter<HostCommand> responseStream, ServerCallContext context)
    {
        var commands = state.Open();
        try
        {
            await responseStream.WriteAsync(new HostCommand(), context.CancellationToken);
            var taking = TakeAsync(requestStream, context.CancellationToken);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
            var handing = HandAsync(commands, responseStream, over.Token);
            await Task.WhenAny(taking, handing);
            await over.CancelAsync();
            await taking;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The AppHost has ended without a word: the same as its end.
        }
        finally
        {
            state.Close(commands);
        }
    }

    private async Task TakeAsync(IAsyncStreamReader<HostUpdate> updates, CancellationToken cancellationToken)
    {
        await foreach (var update in updates.ReadAllAsync(cancellationToken))
            state.Take(update);
    }

    private static async Task HandAsync(
        Channel<HostCommand> commands, IServerStreamWriter<HostCommand> to, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var command in commands.Reader.ReadAllAsync(cancellationToken))
                await to.WriteAsync(command, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The call is over.
        }
    }
}
