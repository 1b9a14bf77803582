namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a resource environment variables when it starts.</summary>
internal sealed class EnvironmentCallbackAnnotation(Func<EnvironmentCallbackContext, Task> callback) : IResourceAnnotation
{
    public Func<EnvironmentCallbackContext, Task> Callback => callback;
}
