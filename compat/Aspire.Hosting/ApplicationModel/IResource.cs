namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application.</summary>
public interface IResource
{
    /// <summary>The name others refer to it by.</summary>
    string Name { get; }

    /// <summary>What is known about it.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
