using Aspire.Dashboard.Otlp;
using Google.Protobuf.Collections;

namespace Aspire.Dashboard.Telemetry;

/// <summary>Who sent something: a process, and a part of it.</summary>
/// <param name="Resource">The process, as it describes itself.</param>
/// <param name="Scope">The part: a logger's category, an activity source, a meter.</param>
public sealed record Source(Resource Resource, InstrumentationScope Scope)
{
    /// <summary>The resource's name.</summary>
    public string Service { get; } = Text(Resource.Attributes, "service.name") is { Length: > 0 } name ? name : "unknown";

    /// <summary>Which of its processes.</summary>
    public string Instance { get; } = Text(Resource.Attributes, "service.instance.id");

    /// <summary>As it was sent.</summary>
    public int Bytes { get; } = Resource.CalculateSize() + Scope.CalculateSize();

    internal static Source Of(Resource? resource, InstrumentationScope? scope) => new(resource ?? new(), scope ?? new());

    private static string Text(RepeatedField<KeyValue> attributes, string key) =>
        attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value is { } value ? Shown.Value(value) : "";
}
