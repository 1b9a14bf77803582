namespace Aspire.Hosting.ApplicationModel;

/// <summary>What an annotation does to those of its type that are there.</summary>
public enum ResourceAnnotationMutationBehavior
{
    /// <summary>It is added to them.</summary>
    Append = 0,

    /// <summary>It takes their place.</summary>
    Replace = 1,
}
