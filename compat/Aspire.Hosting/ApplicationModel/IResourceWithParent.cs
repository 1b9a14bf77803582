namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is part of another and shares its state.</summary>
public interface IResourceWithParent : IResource
{
    /// <summary>The other.</summary>
    IResource Parent { get; }
}

/// <inheritdoc />
/// <typeparam name="T">What the other is.</typeparam>
public interface IResourceWithParent<out T> : IResourceWithParent
    where T : IResource
{
    /// <summary>The other.</summary>
    new T Parent { get; }

    /// <inheritdoc />
    IResource IResourceWithParent.Parent => Parent;
}
