using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>What a server is, where it is deployed: a container of this image.</summary>
/// <param name="image">Registry, name and tag.</param>
/// <param name="dataFolder">Where it keeps its data.</param>
internal sealed class ContainerImageAnnotation(string image, string dataFolder) : IResourceAnnotation
{
    public string Image => image;

    public string DataFolder => dataFolder;

    /// <summary>The volume that its data are kept in; null: they end with the container.</summary>
    public string? Volume { get; set; }
}
