namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives a resource arguments.</summary>
internal sealed class ArgumentsAnnotation(IReadOnlyList<string> arguments) : IResourceAnnotation
{
    public IReadOnlyList<string> Arguments => arguments;
}
