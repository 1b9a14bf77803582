using Microsoft.AspNetCore.Components;
using PlayCount.Experiments.Reporting;

namespace PlayCount.Experiments.Pages.Published;

/// <summary>What the paper's published results are worth: <c>/paper</c>, and the first page while there is no experiment.</summary>
internal static class PublishedEndpoint
{
    /// <summary>Where the page always is.</summary>
    public const string Path = "/paper";

    // Nothing in it ever changes: it is drawn once, by the first who asks.
    private static readonly Lazy<MarkupString> Body = new(() => Rendered.Part(PaperPage.WriteBody));

    /// <summary>The page, at its own address or at another.</summary>
    public static async Task<IResult> ShowAsync(string address, CancellationToken cancellationToken) =>
        Rendered.Page<PublishedPage>(new()
        {
            [nameof(PublishedPage.Address)] = address,
            [nameof(PublishedPage.Body)] = await Task.Run(() => Body.Value, cancellationToken),
        });
}
