namespace PlayCount.Learning.Evaluation;

/// <summary>A value for each of some baselines, equal to another of the same names and values in the same order.</summary>
/// <param name="byName">By <see cref="BaselineNames">name</see>, each once; they keep their order.</param>
/// <typeparam name="T">The value.</typeparam>
public abstract class ByBaseline<T>(IEnumerable<KeyValuePair<string, T>> byName) : IEquatable<ByBaseline<T>>
{
    private readonly KeyValuePair<string, T>[] _byName = [.. byName];

    /// <summary>The values, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, T>> ByName => _byName;

    /// <summary>Whether there is a value of that name, and which.</summary>
    public bool TryFind(string name, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value)
    {
        foreach (var (known, own) in _byName)
        {
            if (known == name)
            {
                value = own;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <inheritdoc />
    public bool Equals(ByBaseline<T>? other) =>
        other is not null && GetType() == other.GetType() && _byName.AsSpan().SequenceEqual(other._byName);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as ByBaseline<T>);

    /// <inheritdoc />
    public override int GetHashCode() => _byName.Length == 0 ? 0 : _byName[0].GetHashCode();
}
