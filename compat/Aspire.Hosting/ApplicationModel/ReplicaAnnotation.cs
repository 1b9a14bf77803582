namespace Aspire.Hosting.ApplicationModel;

/// <summary>How many processes of a resource are started; one without it.</summary>
internal sealed class ReplicaAnnotation(int replicas) : IResourceAnnotation
{
    public int Replicas => replicas;

    public static int Of(IResource resource) => resource.Annotations.OfType<ReplicaAnnotation>().FirstOrDefault()?.Replicas ?? 1;
}
