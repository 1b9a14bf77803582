using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of a <see cref="ReferenceExpression"/>.</summary>
internal sealed class LaterValue(Func<CancellationToken, ValueTask<string?>> value) : IValueProvider
{
    public static LaterValue Host(EndpointReference endpoint) => new(_ => new(endpoint.Host));

    public static LaterValue Port(EndpointReference endpoint) => new(_ => new(endpoint.Port.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The value as it may stand in a URI.</summary>
    public static LaterValue Escaped(IValueProvider inner) =>
        new(async cancellationToken => Uri.EscapeDataString(await inner.GetValueAsync(cancellationToken) ?? ""));

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => value(cancellationToken);
}
