using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The resource is of no use where the application is deployed.</summary>
internal sealed class ManifestExclusionAnnotation : IResourceAnnotation;
