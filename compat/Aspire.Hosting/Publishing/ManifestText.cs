using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Publishing;

/// <summary>Values as the manifest refers to them: <c>{resource.path}</c>, resolved where the application is deployed.</summary>
internal static class ManifestText
{
    private const string Escaped = "-uri-encoded";

    /// <summary>The text of a value; plain text keeps its braces, doubled.</summary>
    public static string Of(object? value) => value switch
    {
        EndpointReference endpoint => Of(endpoint, "url"),
        ReferenceExpression text => text.Manifest,
        LaterValue part => part.Manifest,
        IResourceWithConnectionString resource => $"{{{resource.Name}.connectionString}}",
        ParameterResource parameter => $"{{{parameter.Name}.value}}",
        _ => (Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")
            .Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
    };

    /// <summary>A property of an endpoint, such as its port.</summary>
    public static string Of(EndpointReference endpoint, string property) =>
        $"{{{endpoint.Resource.Name}.bindings.{endpoint.Annotation.Name}.{property}}}";

    /// <summary>The resource that holds a parameter as it may stand in a URI.</summary>
    public static string EscapedName(ParameterResource parameter) => parameter.Name + Escaped;
}
