namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of the application.</summary>
public abstract class Resource : IResource
{
    /// <summary>A resource of this name.</summary>
    /// <exception cref="ArgumentException">The name breaks a rule.</exception>
    protected Resource(string name) => Name = ModelName.Checked(name, "resource");

    /// <inheritdoc />
    public virtual string Name { get; }

    /// <inheritdoc />
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
