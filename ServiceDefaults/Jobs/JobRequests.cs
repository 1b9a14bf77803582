using PlayCount.Contracts.Messages;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Asks for an owner's jobs within its own process, where no message is needed.</summary>
public sealed class JobRequests<TOwner> where TOwner : IJobOwner
{
    private readonly JobQueue<TOwner> _queue;

    internal JobRequests(JobQueue<TOwner> queue) => _queue = queue;

    /// <summary>Stores a command as a message would: once it returns, the job is a row. The same command again is the same job.</summary>
    public Task AskAsync(IWork command, CancellationToken cancellationToken) => _queue.AcceptAsync(command, cancellationToken);
}
