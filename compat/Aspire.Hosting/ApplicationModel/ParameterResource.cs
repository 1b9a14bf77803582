namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value from outside: <c>Parameters:name</c> in the configuration, or a default.</summary>
public class ParameterResource : Resource, IValueProvider
{
    private readonly Func<string?> _value;
    private readonly string _key;

    internal ParameterResource(string name, string key, Func<string?> value, bool secret = false)
        : base(name) => (_key, _value, Secret) = (key, value, secret);

    /// <summary>The value is not to be shown.</summary>
    public bool Secret { get; }

    /// <summary>Its value is made, unless given.</summary>
    internal bool IsGenerated { get; init; }

    internal bool HasValue => _value() is not null;

    internal string Value => _value() ?? throw new DistributedApplicationException(
            $"the value of '{Name}' is not given: set {_key}, or {_key.Replace(":", "__", StringComparison.Ordinal)} in the environment");

    /// <summary>The value.</summary>
    /// <exception cref="DistributedApplicationException">It is not given and has no default.</exception>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken) => new(Value);
}
