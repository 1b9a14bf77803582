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
        var handing = HandAsync(commands.Reader, responseStream, context.CancellationToken);
        try
        {
            await foreach (var update in requestStream.ReadAllAsync(context.CancellationToken))
                state.Take(update);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The AppHost has ended without a word: the same as its end.
        }
        finally
        {
            state.Close(commands);
        }

        // What could not be handed on was asked of an AppHost that is gone, which the pages say.
        await handing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static async Task HandAsync(
        ChannelReader<HostCommand> commands, IServerStreamWriter<HostCommand> to, CancellationToken cancellationToken)
    {
        await to.WriteAsync(new HostCommand(), cancellationToken);
        await foreach (var command in commands.ReadAllAsync(CancellationToken.None))
            await to.WriteAsync(command, cancellationToken);
    }
}
