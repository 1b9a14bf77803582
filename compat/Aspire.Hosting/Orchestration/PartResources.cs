using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Orchestration;

/// <summary>Resources that nothing is started for: values from outside, and parts of others, which share their state.</summary>
internal static class PartResources
{
    /// <summary>Publishes their states until the token ends it, which then ends without an exception.</summary>
    public static async Task FollowAsync(
        IEnumerable<IResource> resources, ResourceNotificationService notifications, CancellationToken cancellationToken)
    {
        foreach (var parameter in resources.OfType<ParameterResource>())
            await PublishAsync(parameter, notifications);
        var parts = resources.OfType<IResourceWithParent>().ToLookup(part => part.Parent);
        if (parts.Count == 0)
            return;
        try
        {
            await foreach (var update in notifications.WatchAsync(cancellationToken))
            {
                foreach (var part in parts[update.Resource])
                {
                    await notifications.PublishUpdateAsync(
                        part, last => update.Snapshot with { ResourceType = last.ResourceType });
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application has ended.
        }
    }

    private static async Task PublishAsync(ParameterResource parameter, ResourceNotificationService notifications)
    {
        var (state, problem) = (KnownResourceStates.Running, (string?)null);
        try
        {
            await parameter.GetValueAsync(CancellationToken.None);
        }
        catch (DistributedApplicationException e)
        {
            (state, problem) = (KnownResourceStates.ValueMissing, $"cannot be used: {e.Message}");
        }

        await notifications.PublishUpdateAsync(parameter, last => last with { State = state, Problem = problem });
    }
}
