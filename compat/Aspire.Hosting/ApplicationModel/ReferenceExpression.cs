using System.Globalization;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Text with parts that are known only when the application starts, such as a connection string.</summary>
public class ReferenceExpression : IValueProvider
{
    private readonly FormattableString _text;

    private ReferenceExpression(FormattableString text) => _text = text;

    /// <summary>The text as the manifest has it.</summary>
    internal string Manifest =>
        string.Format(CultureInfo.InvariantCulture, _text.Format, [.. _text.GetArguments().Select(ManifestText.Of)]);

    /// <summary>The text, its parts filled in.</summary>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken)
    {
        var parts = new object?[_text.ArgumentCount];
        for (var i = 0; i < parts.Length; i++)
        {
            var part = _text.GetArgument(i);
            parts[i] = part is IValueProvider provider ? await provider.GetValueAsync(cancellationToken) : part;
        }

        return string.Format(CultureInfo.InvariantCulture, _text.Format, parts);
    }

    /// <param name="text">Its arguments may be <see cref="IValueProvider"/>s.</param>
    internal static ReferenceExpression Of(FormattableString text) => new(text);
}
