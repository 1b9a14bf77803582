namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that arguments can be given to.</summary>
public interface IResourceWithArgs : IResource;
