using System.Globalization;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of a <see cref="ReferenceExpression"/>.</summary>
/// <param name="value">What it is when the application runs.</param>
/// <param name="manifest">What the manifest says of it.</param>
internal sealed class LaterValue(Func<CancellationToken, ValueTask<string?>> value, string manifest) : IValueProvider
{
    public string Manifest => manifest;

    public static LaterValue Host(EndpointReference endpoint) => new(_ => new(endpoint.Host), ManifestText.Of(endpoint, "host"));

    public static LaterValue Port(EndpointReference endpoint) =>
        new(_ => new(endpoint.Port.ToString(CultureInfo.InvariantCulture)), ManifestText.Of(endpoint, "port"));

    /// <summary>The value as it may stand in a URI.</summary>
    public static LaterValue Escaped(ParameterResource inner) => new(
        async cancellationToken => Uri.EscapeDataString(await inner.GetValueAsync(cancellationToken) ?? ""),
        $"{{{ManifestText.EscapedName(inner)}.value}}");

    /// <summary>What is known once the application is deployed.</summary>
    public static LaterValue Published(string manifest) => new(
        _ => throw new DistributedApplicationException($"{manifest} is known only where the application is deployed"), manifest);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => value(cancellationToken);
}
