using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>The resource is made in Azure by a Bicep module that is written beside the manifest.</summary>
/// <param name="file">The module's file name.</param>
/// <param name="text">The module.</param>
/// <param name="parameters">What it is told, as the manifest says it.</param>
internal sealed class BicepModuleAnnotation(string file, string text, IReadOnlyDictionary<string, string> parameters) : IResourceAnnotation
{
    public string File => file;

    public string Text => text;

    public IReadOnlyDictionary<string, string> Parameters => parameters;
}
