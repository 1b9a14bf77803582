using PlayCount.Contracts.Messages;

namespace PlayCount.ServiceDefaults.Jobs;

/// <summary>Does the work that a command asks for.</summary>
/// <typeparam name="TCommand">The command.</typeparam>
public interface IJobHandler<in TCommand> where TCommand : class, IWork
{
    /// <summary>
    /// Works, and leaves its results under names that the command determines: done twice, it leaves the same. What it throws fails the
    /// job, at once unless <see cref="JobFailure"/> calls it transient.
    /// </summary>
    /// <param name="command">What is asked for.</param>
    /// <param name="cancellationToken">Asks it to stop: the work was cancelled, the lease was lost, or the process ends.</param>
    /// <returns>The event that answers the command.</returns>
    Task<IWork> RunAsync(TCommand command, CancellationToken cancellationToken);
}
