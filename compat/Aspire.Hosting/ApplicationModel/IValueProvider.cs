namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something whose text is known only when the application starts.</summary>
public interface IValueProvider
{
    /// <summary>The text, once it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);
}
